"""Who is acting in this request, for which organisation, and how far the token reaches."""

from dataclasses import dataclass
from enum import StrEnum

from app.accounts.domain.permissions import Permission, grants
from app.accounts.domain.roles import OrganisationKind, Role


class Scope(StrEnum):
    """What an API token may be used for."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """An organisation as others see it. `region_code` is a GB/T 2260 code, e.g. 310118.

    A provider that came with an import has no credit code until it is claimed, and "" for a region outside
    China.
    """

    id: int
    kind: OrganisationKind
    name_zh: str
    name_en: str
    credit_code: str | None
    region_code: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as other packages see one. `locale` is `zh-CN` or `en`."""

    id: int
    email: str
    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person signed in, in the organisation chosen for this session or token.

    `roles` are those in that organisation only. `scopes` is None for a browser session, which has no limit;
    `unread` is what a session has been told on the site and not read yet.
    """

    person_id: int
    name: str
    email: str
    locale: str
    organisation: OrganisationCard | None
    roles: frozenset[Role]
    scopes: frozenset[Scope] | None = None
    unread: int = 0

    @property
    def organisation_id(self) -> int | None:
        """Return the current organisation's id, or None for a person without one."""
        return self.organisation.id if self.organisation else None

    @property
    def main_role(self) -> Role | None:
        """Return the first of the roles as `Role` lists them, or None."""
        return next((role for role in Role if role in self.roles), None)

    def may(self, permission: Permission) -> bool:
        """Tell whether the roles have the permission (scopes are checked once, at the door)."""
        return grants(permission, self.roles)

    def reaches(self, scope: Scope) -> bool:
        """Tell whether the session or token allows this kind of use."""
        return self.scopes is None or scope in self.scopes
