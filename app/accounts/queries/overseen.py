"""People and organisations as the operator looks them up: everybody, with what concerns signing in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, or_, select

from app.accounts.domain.actor import OrganisationCard
from app.accounts.domain.lockout import TryKind
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.domain.secrets import hash_of
from app.accounts.models import Membership, Organisation, Person, SignInAttempt
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Whom to look for; "" and None leave a thing open. Texts are parts of a name, in any case of letters."""

    text: str = ""
    organisation: str = ""
    role: Role | None = None
    only_locked: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations to look for; as `PeopleFilter`."""

    text: str = ""
    kind: OrganisationKind | None = None


@dataclass(frozen=True, slots=True)
class OverseenPerson:
    """A person with how they sign in."""

    id: int
    email: str
    name: str
    locale: str
    has_password: bool
    created_at: datetime
    last_sign_in_at: datetime | None
    locked_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonsRole:
    """One role of one person in one organisation."""

    person_id: int
    person_name: str
    person_email: str
    is_locked: bool
    organisation: OrganisationCard
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class Tries:
    """The wrong passwords typed of late for an account, and until when it waits for them."""

    number: int
    last_at: datetime
    waits_until: datetime | None


_PERSON = select(
    Person.id,
    Person.email,
    Person.name,
    Person.locale,
    Person.password_hash.is_not(None).label("has_password"),
    Person.created_at,
    Person.last_sign_in_at,
    Person.locked_at,
    Person.removed_at,
)


def people_found(wanted: PeopleFilter, *, before_id: int | None, limit: int) -> list[OverseenPerson]:
    """Return the people looked for, the newest first, from below an id on; one query."""
    query = _PERSON.order_by(Person.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(Person.id < before_id)
    if wanted.text:
        query = query.where(_has(wanted.text, Person.name, Person.email))
    if wanted.only_locked:
        query = query.where(Person.locked_at.is_not(None))
    if wanted.organisation or wanted.role:
        query = query.where(_belongs(wanted))
    return [OverseenPerson(*row) for row in db.session.execute(query)]


def get_overseen(person_id: int) -> OverseenPerson:
    """Return a person. Raises NotFound."""
    row = db.session.execute(_PERSON.where(Person.id == person_id)).one_or_none()
    if row is None:
        raise NotFound("not_found", N_("There is no such person."))
    return OverseenPerson(*row)


def roles_of_people(person_ids: Collection[int]) -> list[PersonsRole]:
    """Return the roles of some people, in the order in which they got them; one query."""
    return _roles(Membership.person_id.in_(person_ids), None)


def roles_in(organisation_id: int, limit: int) -> list[PersonsRole]:
    """Return who is what in an organisation; one query."""
    return _roles(Membership.organisation_id == organisation_id, limit)


def tries_against(email: str) -> Tries | None:
    """Return what was tried against an account of late, or None."""
    found = db.session.execute(
        select(SignInAttempt.tries, SignInAttempt.last_tried_at, SignInAttempt.locked_until).where(
            SignInAttempt.kind == str(TryKind.SIGN_IN_ACCOUNT), SignInAttempt.subject_hash == hash_of(email)
        )
    ).one_or_none()
    return Tries(*found) if found and found.tries else None


def organisations_found(
    wanted: OrganisationFilter, *, before_id: int | None, limit: int
) -> list[tuple[OrganisationCard, int]]:
    """Return the organisations looked for with the number of their members, the newest first; one query."""
    members = (
        select(func.count(Membership.person_id.distinct()))
        .where(Membership.organisation_id == Organisation.id)
        .scalar_subquery()
    )
    query = select(Organisation, members).order_by(Organisation.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(Organisation.id < before_id)
    if wanted.text:
        query = query.where(_has(wanted.text, *_NAMES))
    if wanted.kind:
        query = query.where(Organisation.kind == wanted.kind)
    return [(_card(organisation), number) for organisation, number in db.session.execute(query)]


_NAMES = (Organisation.name_zh, Organisation.name_en, Organisation.credit_code)


def _has(text: str, *columns: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def _belongs(wanted: PeopleFilter) -> ColumnElement[bool]:
    member = exists().where(Membership.person_id == Person.id, Organisation.id == Membership.organisation_id)
    if wanted.organisation:
        member = member.where(_has(wanted.organisation, *_NAMES))
    return member.where(Membership.role == str(wanted.role)) if wanted.role else member


def _roles(condition: ColumnElement[bool], limit: int | None) -> list[PersonsRole]:
    query = (
        select(Membership, Person.name, Person.email, Person.locked_at, Organisation)
        .join(Person, Person.id == Membership.person_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(condition)
        .order_by(Membership.id)
        .limit(limit)
    )
    return [
        PersonsRole(
            membership.person_id, name, email, locked_at is not None, _card(organisation),
            Role(membership.role), membership.created_at,
        )
        for membership, name, email, locked_at, organisation in db.session.execute(query)
    ]  # fmt: skip


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(
        row.id, OrganisationKind(row.kind), row.name_zh, row.name_en, row.credit_code, row.region_code
    )
