"""The people of an organisation: their roles changed, and they removed, by its manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from app.accounts.access import event_actor
from app.accounts.domain.roles import MANAGER_IN, ROLES_IN, Role
from app.accounts.models import ApiToken, Membership, Organisation
from app.accounts.organisations import SUBJECT
from app.infra.db import db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard


def change_roles(*, person_id: int, roles: Collection[Role], by: Actor, now: datetime) -> None:
    """Give a member of the own organisation these roles and no others.

    Raises NotFound for who is no member, Invalid without a role or for one that its kind does not have,
    Conflict `last_manager`.
    """
    organisation = own_organisation(by)
    members = locked(organisation.id)
    before = _roles_of(members, person_id)
    wanted = frozenset(roles)
    if not wanted or not wanted <= ROLES_IN[organisation.kind]:
        raise Invalid("role_missing", N_("Choose at least one role."), field="roles")
    _keep_a_manager(organisation, members, person_id, wanted)
    if wanted == before:
        return
    _take_roles(organisation.id, person_id, before - wanted)
    give_roles(organisation.id, person_id, wanted - before, now)
    note(organisation.id, "change_roles", event_actor(by), now, {"person": person_id}, wanted)


def remove_member(*, person_id: int, by: Actor, now: datetime) -> None:
    """Take a person out of the own organisation; their tokens that act for it end at once.

    Their sessions act for it no more from the next request on: what an actor may do is looked up each time.
    Raises NotFound for who is no member, Conflict `last_manager`.
    """
    organisation = own_organisation(by)
    members = locked(organisation.id)
    before = _roles_of(members, person_id)
    _keep_a_manager(organisation, members, person_id, frozenset())
    _take_roles(organisation.id, person_id, before)
    db.session.execute(
        update(ApiToken)
        .where(
            ApiToken.person_id == person_id,
            ApiToken.organisation_id == organisation.id,
            ApiToken.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    note(organisation.id, "remove_member", event_actor(by), now, {"person": person_id}, before)


def own_organisation(by: Actor) -> OrganisationCard:
    """Return the organisation the actor acts for. Raises Forbidden for somebody without one."""
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    return by.organisation


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


def no_such_member() -> NotFound:
    """Return the one refusal of who is no member, known or not."""
    return NotFound("not_found", N_("There is no such member of your organisation."))


def _roles_of(members: Mapping[int, frozenset[Role]], person_id: int) -> frozenset[Role]:
    if person_id not in members:
        raise no_such_member()
    return members[person_id]


def _keep_a_manager(
    organisation: OrganisationCard,
    members: Mapping[int, frozenset[Role]],
    person_id: int,
    wanted: frozenset[Role],
) -> None:
    manager = MANAGER_IN[organisation.kind]
    others = [roles for each, roles in members.items() if each != person_id]
    if not any(manager in roles for roles in [wanted, *others]):
        raise Conflict(
            "last_manager",
            N_("This is the organisation's last manager."),
            fix=N_("Make somebody else a manager first."),
        )


def _take_roles(organisation_id: int, person_id: int, roles: Collection[Role]) -> None:
    db.session.execute(
        delete(Membership).where(
            Membership.organisation_id == organisation_id,
            Membership.person_id == person_id,
            Membership.role.in_([str(role) for role in roles]),
        )
    )
