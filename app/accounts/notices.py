"""What an enterprise's managers are told about their record. Each notice waits in the outbox."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries
from app.accounts.domain.roles import Role
from app.accounts.telling import tell

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard


class Notice(StrEnum):
    """What is told; the values name the templates `templates/mail/enterprise_….txt`."""

    VERIFIED = "verified"
    REFUSED = "refused"
    REGISTRATION_VERIFIED = "registration_verified"
    REGISTRATION_REFUSED = "registration_refused"


def tell_managers(
    enterprise: OrganisationCard,
    notice: Notice,
    now: datetime,
    *,
    year: int | None = None,
    reason: str | None = None,
) -> None:
    """Queue a mail to each manager of the enterprise."""
    for person in queries.people_of(enterprise.id, [Role.ENTERPRISE_MANAGER]):
        tell(
            person,
            template=f"enterprise_{notice}",
            values={"year": year, "reason": reason or ""},
            now=now,
            # A record may be refused, declared and refused again: each is news.
            key=f"enterprise:{enterprise.id}:{notice}:{year or ''}:{now.timestamp():.6f}:{person.id}",
        )
