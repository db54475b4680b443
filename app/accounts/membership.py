"""Who has which roles in an organisation: given and taken here alone, with what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select, update

from app.accounts.domain.roles import LEADING, ROLES_IN, Role
from app.accounts.models import ApiToken, Membership, Organisation, Person
from app.accounts.organisations import SUBJECT
from app.infra.db import db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard


def locked(organisation_id: int) -> Mapping[int, frozenset[Role]]:
    """Return who has which roles, by person; until the transaction ends nobody else changes that.

    Two managers who remove each other at the same moment come one after the other.
    """
    db.session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())
    rows = db.session.execute(
        select(Membership.person_id, Membership.role).where(Membership.organisation_id == organisation_id)
    )
    members: dict[int, frozenset[Role]] = {}
    for row in rows:
        members[row.person_id] = members.get(row.person_id, frozenset()) | {Role(row.role)}
    return members


def give_roles(organisation_id: int, person_id: int, roles: Iterable[Role], now: datetime) -> None:
    """Give a person roles, leaving out those they have."""
    known = set(
        db.session.scalars(
            select(Membership.role).where(
                Membership.organisation_id == organisation_id, Membership.person_id == person_id
            )
        )
    )
    for role in sorted(roles):
        if str(role) not in known:
            execute_checked(
                insert(Membership).values(
                    person_id=person_id, organisation_id=organisation_id, role=str(role), created_at=now
                )
            )


def take_roles(organisation: OrganisationCard, person_id: int, roles: Iterable[Role], now: datetime) -> None:
    """Take roles away. Raises Conflict `last_with_role`, one for each; call it with the members `locked`.

    What is left is looked up at every request, so sessions and tokens lose the roles at once. Whose last
    role it was is no member any more: their tokens for the organisation end, and stay so should they return.
    """
    problems = last_with_problems(organisation, person_id, roles)
    if problems:
        raise Conflict.of(problems)
    theirs = (Membership.organisation_id == organisation.id, Membership.person_id == person_id)
    taken = Membership.role.in_([str(role) for role in roles])
    db.session.execute(delete(Membership).where(*theirs, taken))
    if not db.session.scalar(select(exists().where(*theirs))):
        tokens = update(ApiToken).where(
            ApiToken.person_id == person_id,
            ApiToken.organisation_id == organisation.id,
            ApiToken.revoked_at.is_(None),
        )
        db.session.execute(tokens.values(revoked_at=now))


def role_problems(organisation: OrganisationCard, roles: Collection[Role]) -> list[Problem]:
    """Return why these can not be somebody's roles in the organisation; none when they can."""
    if not roles:
        return [Problem("role_missing", N_("Choose at least one role."), "roles")]
    message = N_("An organisation of the kind “%(kind)s” has no “%(role)s”.")
    return [
        Problem("role_not_in_kind", message, "roles", values={"kind": organisation.kind, "role": role})
        for role in roles
        if role not in ROLES_IN[organisation.kind]
    ]


def last_with_problems(
    organisation: OrganisationCard, person_id: int, roles: Iterable[Role]
) -> list[Problem]:
    """Return the roles that an organisation would be left without, were they taken from a person."""
    return [
        Problem(
            "last_with_role",
            N_("Nobody else in %(organisation)s who can sign in has the role “%(role)s”."),
            None,
            N_("Give it to somebody else first."),
            {"organisation": organisation.name_zh, "role": role},
        )
        for role in sorted(LEADING.intersection(roles))
        if not _has_another(organisation.id, person_id, role)
    ]


def note(
    organisation_id: int,
    action: str,
    by: EventActor,
    now: datetime,
    whom: Mapping[str, int],
    roles: Iterable[Role],
) -> None:
    """Note what happened in the organisation's history: to which `person`, by which `invitation`.

    By number, not by name: nothing can be taken out of the log again (ADR 0014).
    """
    record(
        subject_kind=SUBJECT,
        subject_ref=str(organisation_id),
        action=action,
        at=now,
        actor=by,
        data={**whom, "roles": sorted(roles)},
    )


def _has_another(organisation_id: int, person_id: int, role: Role) -> bool:
    """Tell whether somebody else who is not locked has a role."""
    others = (
        exists()
        .where(Membership.organisation_id == organisation_id, Membership.role == str(role))
        .where(Membership.person_id != person_id, Person.id == Membership.person_id)
        .where(Person.locked_at.is_(None))
    )
    return bool(db.session.scalar(select(others)))
