"""Who belongs to an organisation, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.accounts.domain.roles import Role
from app.accounts.models import Membership, Person
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A person of an organisation with all roles there; `joined_at` is when the first was given."""

    person_id: int
    name: str
    email: str
    roles: tuple[Role, ...]
    joined_at: datetime
    last_sign_in_at: datetime | None


def members_of(organisation_id: int, *, after_id: int, limit: int) -> list[Member]:
    """Return up to `limit` members whose person's id is above `after_id`, by id. Two queries."""
    people = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.last_sign_in_at,
            func.min(Membership.created_at).label("joined_at"),
        )
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id, Person.id > after_id)
        .group_by(Person.id, Person.name, Person.email, Person.last_sign_in_at)
        .order_by(Person.id)
        .limit(limit)
    ).all()
    roles = _roles(organisation_id, [person.id for person in people])
    return [
        Member(
            person.id,
            person.name,
            person.email,
            tuple(role for role in Role if role in roles[person.id]),
            person.joined_at,
            person.last_sign_in_at,
        )
        for person in people
    ]


def _roles(organisation_id: int, person_ids: list[int]) -> dict[int, set[Role]]:
    found: dict[int, set[Role]] = {person_id: set() for person_id in person_ids}
    rows = db.session.execute(
        select(Membership.person_id, Membership.role).where(
            Membership.organisation_id == organisation_id, Membership.person_id.in_(person_ids)
        )
    )
    for row in rows:
        found[row.person_id].add(Role(row.role))
    return found
