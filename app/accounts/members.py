"""The people of an organisation: their roles changed by its manager, given and taken by the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.accounts.membership import (
    give_roles,
    last_with_problems,
    locked,
    note,
    role_problems,
    take_roles,
)
from app.accounts.organisations import add_member
from app.accounts.queries import get_organisation, get_person
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.accounts.domain.roles import Role


def change_roles(*, person_id: int, roles: Collection[Role], by: Actor, now: datetime) -> None:
    """Give a member of the own organisation these roles and no others.

    Raises NotFound for who is no member, Invalid without a role or for one that its kind does not have,
    Conflict `last_with_role`.
    """
    organisation = own_organisation(by)
    before = _roles_of(organisation.id, person_id)
    wanted, problems = frozenset(roles), role_problems(organisation, roles)
    if problems:
        raise Invalid.of(problems)
    if wanted == before:
        return
    give_roles(organisation.id, person_id, wanted - before, now)
    take_roles(organisation, person_id, before - wanted, now)
    note(organisation.id, "change_roles", event_actor(by), now, {"person": person_id}, wanted)


def remove_member(*, person_id: int, by: Actor, now: datetime) -> None:
    """Take a person out of the own organisation.

    Raises NotFound for who is no member, Conflict `last_with_role`.
    """
    organisation = own_organisation(by)
    before = _roles_of(organisation.id, person_id)
    take_roles(organisation, person_id, before, now)
    note(organisation.id, "remove_member", event_actor(by), now, {"person": person_id}, before)


def give_role(*, organisation_id: int, person_id: int, role: Role, by: Actor, now: datetime) -> None:
    """Give a person a role in any organisation; who had none there becomes a member.

    Raises NotFound, Invalid `role_not_in_kind`, Conflict `already_member` or `own_role`.
    """
    organisation, person = get_organisation(organisation_id), get_person(person_id)
    own = _own_role_problems(person.id, by)
    if own:
        raise Conflict.of(own)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=now)
    note(organisation.id, "give_role", event_actor(by), now, {"person": person.id}, [role])


def take_role(*, organisation_id: int, person_id: int, role: Role, by: Actor, now: datetime) -> None:
    """Take a role away in any organisation.

    Raises NotFound for a role that the person does not have, Conflict with every reason against it.
    """
    organisation = get_organisation(organisation_id)
    if role not in _roles_of(organisation.id, person_id):
        raise no_such_member()
    own = _own_role_problems(person_id, by)
    if own:
        raise Conflict.of([*own, *last_with_problems(organisation, person_id, [role])])
    take_roles(organisation, person_id, [role], now)
    note(organisation.id, "take_role", event_actor(by), now, {"person": person_id}, [role])


def own_organisation(by: Actor) -> OrganisationCard:
    """Return the organisation the actor acts for. Raises Forbidden for somebody without one."""
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    return by.organisation


def no_such_member() -> NotFound:
    """Return the one refusal of who is no member, known or not."""
    return NotFound("not_found", N_("There is no such member of the organisation."))


def _own_role_problems(person_id: int, by: Actor) -> list[Problem]:
    """Refuse to oneself what another operator has to do: no operator becomes an officer alone."""
    if person_id != by.person_id:
        return []
    message, fix = N_("Nobody gives a role to themselves, or takes one."), N_("Ask another operator.")
    return [Problem("own_role", message, None, fix)]


def _roles_of(organisation_id: int, person_id: int) -> frozenset[Role]:
    members = locked(organisation_id)
    if person_id not in members:
        raise no_such_member()
    return members[person_id]
