"""Giving somebody a role in an organisation, and taking it away. Each is an event of the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, exists, select

from app.accounts.access import event_actor
from app.accounts.domain.actor import Actor, OrganisationCard
from app.accounts.domain.roles import LEADING, Role
from app.accounts.models import Membership, Organisation, Person
from app.accounts.organisations import SUBJECT, add_member
from app.accounts.queries import get_organisation, get_person
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import Conflict, NotFound, Problem
from app.kernel.text import N_


def give_role(*, organisation_id: int, person_id: int, role: Role, by: Actor, now: datetime) -> None:
    """Give a person a role in an organisation; who had none there becomes a member.

    Raises NotFound, Invalid `role_not_in_kind`, Conflict `already_member`.
    """
    organisation, person = get_organisation(organisation_id), get_person(person_id)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=now)
    _note(organisation, "give_role", person.id, role, by, now)


def take_role(*, organisation_id: int, person_id: int, role: Role, by: Actor, now: datetime) -> None:
    """Take a role away; whose last one it was is no member any more.

    Raises NotFound for a role that the person does not have, Conflict with every reason against it.
    """
    organisation = get_organisation(organisation_id)
    # Two who leave at once: the second sees that the first is gone.
    db.session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    theirs = (
        Membership.organisation_id == organisation.id,
        Membership.person_id == person_id,
        Membership.role == str(role),
    )
    if not db.session.scalar(select(exists().where(*theirs))):
        raise NotFound("not_found", N_("This person does not have this role there."))
    problems = list(_problems(organisation, person_id, role, by))
    if problems:
        raise Conflict.of(problems)
    db.session.execute(delete(Membership).where(*theirs))
    _note(organisation, "take_role", person_id, role, by, now)


def is_last_with(role: Role, *, organisation_id: int, person_id: int) -> bool:
    """Tell whether nobody else who can sign in has a role that an organisation can not be without."""
    others = (
        exists()
        .where(Membership.organisation_id == organisation_id, Membership.role == str(role))
        .where(Membership.person_id != person_id, Person.id == Membership.person_id)
        .where(Person.locked_at.is_(None))
    )
    return role in LEADING and not db.session.scalar(select(others))


def _problems(organisation: OrganisationCard, person_id: int, role: Role, by: Actor) -> Iterator[Problem]:
    if person_id == by.person_id:
        yield Problem(
            "own_role", N_("Nobody takes a role from themselves."), None, N_("Ask another operator.")
        )
    if is_last_with(role, organisation_id=organisation.id, person_id=person_id):
        yield Problem(
            "last_with_role",
            N_("Nobody else in the organisation has the role “%(role)s”."),
            None,
            N_("Give it to somebody else first."),
            {"role": role},
        )


def _note(
    organisation: OrganisationCard, action: str, person_id: int, role: Role, by: Actor, now: datetime
) -> None:
    record(
        subject_kind=SUBJECT,
        subject_ref=str(organisation.id),
        action=action,
        at=now,
        actor=event_actor(by),
        data={"person": person_id, "role": str(role)},
    )
