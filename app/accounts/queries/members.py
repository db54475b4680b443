"""Looking up people and organisations."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Subquery, and_, exists, func, or_, select

from app.accounts.domain.actor import OrganisationCard, PersonCard
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.models import Membership, Organisation, Person
from app.infra.db import db
from app.kernel.errors import Invalid, NotFound
from app.kernel.text import N_

_PERSON = select(Person.id, Person.email, Person.name, Person.locale)
_ORGANISATION = select(
    Organisation.id,
    Organisation.kind,
    Organisation.name_zh,
    Organisation.name_en,
    Organisation.credit_code,
    Organisation.region_code,
)


def get_organisation(organisation_id: int) -> OrganisationCard:
    """Return an organisation. Raises NotFound."""
    found = organisations([organisation_id])
    if organisation_id not in found:
        raise NotFound("not_found", N_("There is no such organisation."))
    return found[organisation_id]


def organisations(ids: Collection[int]) -> dict[int, OrganisationCard]:
    """Return organisations by id, in one query; unknown ids are left out."""
    return {card.id: card for card in _organisations(_ORGANISATION.where(Organisation.id.in_(ids)))}


def find_organisation_by_code(credit_code: str) -> OrganisationCard | None:
    """Return the organisation with this 统一社会信用代码 (18 characters), or None."""
    return next(iter(_organisations(_ORGANISATION.where(Organisation.credit_code == credit_code))), None)


def find_authority(region_code: str) -> OrganisationCard | None:
    """Return the science authority of a region, the one there first, or None."""
    query = _ORGANISATION.where(
        Organisation.kind == OrganisationKind.AUTHORITY, Organisation.region_code == region_code
    )
    return next(iter(_organisations(query.order_by(Organisation.id).limit(1))), None)


def organisations_of(person_id: int) -> list[OrganisationCard]:
    """Return the organisations a person belongs to, the one joined first in front."""
    joined = (
        select(Membership.organisation_id, func.min(Membership.id).label("first"))
        .where(Membership.person_id == person_id)
        .group_by(Membership.organisation_id)
        .subquery()
    )
    query = _ORGANISATION.join(joined, joined.c.organisation_id == Organisation.id).order_by(joined.c.first)
    return _organisations(query)


def home_organisation(person_id: int) -> OrganisationCard | None:
    """Return the organisation a person acts for unless they say otherwise: the one joined first."""
    return next(iter(organisations_of(person_id)), None)


def get_own_organisation(*, person_id: int, organisation_id: int) -> OrganisationCard:
    """Return an organisation the person belongs to. Raises NotFound for any other, real or not."""
    for card in organisations_of(person_id):
        if card.id == organisation_id:
            return card
    raise NotFound("not_found", N_("You do not belong to such an organisation."))


def get_person(person_id: int) -> PersonCard:
    """Return a person. Raises NotFound."""
    found = people([person_id])
    if person_id not in found:
        raise NotFound("not_found", N_("There is no such person."))
    return found[person_id]


def people(ids: Collection[int]) -> dict[int, PersonCard]:
    """Return people by id, in one query; unknown ids are left out."""
    return {card.id: card for card in _people(_PERSON.where(Person.id.in_(ids)))}


def find_person_by_email(email: str) -> PersonCard | None:
    """Return the person with this e-mail address, in any spelling, or None; who was removed has none."""
    query = _PERSON.where(Person.email == normalised_email(email), Person.removed_at.is_(None))
    return next(iter(_people(query)), None)


def get_person_by_email(email: str, *, field: str) -> PersonCard:
    """Return the person with this e-mail address. Raises Invalid `person_unknown`, naming the field."""
    person = find_person_by_email(email)
    if person is None:
        raise Invalid("person_unknown", N_("Nobody in the pool has this e-mail address."), field=field)
    return person


def organisation_regions_to_join() -> Subquery:
    """Return organisations: `id`, `region_code`, for whoever asks in a statement of their own."""
    return select(Organisation.id, Organisation.region_code).subquery()


def organisation_names_to_join() -> Subquery:
    """Return organisations: `id`, `name_zh`, `name_en`, for whoever asks in a statement of their own."""
    return select(Organisation.id, Organisation.name_zh, Organisation.name_en).subquery("organisation_names")


def people_to_join() -> Subquery:
    """Return people: `id`, `email`, `name`, `locale`, for whoever asks in a statement of their own."""
    return _PERSON.subquery("people")


def people_of(organisation_id: int, roles: Iterable[Role]) -> list[PersonCard]:
    """Return those who have any of the roles in an organisation and are not locked, each once, by id."""
    members = select(Membership.person_id).where(
        Membership.organisation_id == organisation_id, Membership.role.in_([str(role) for role in roles])
    )
    return _people(_PERSON.where(Person.id.in_(members), Person.locked_at.is_(None)).order_by(Person.id))


def is_in_office(
    person_id: SQLColumnExpression[int],
    organisation_id: SQLColumnExpression[int | None] | None = None,
    roles: Iterable[Role] = (),
) -> ColumnElement[bool]:
    """Return the condition that a person is not locked and, if an organisation is named, has a role there."""
    # Of the tables rather than the classes, and without an IN, whose list is written anew at each execution:
    # for statements that are asked day and night.
    person, member = (Person.metadata.tables[each.__tablename__].c for each in (Person, Membership))
    is_free = exists().where(person.id == person_id, person.locked_at.is_(None))
    if organisation_id is None:
        return is_free
    has_role = exists().where(
        member.person_id == person_id,
        member.organisation_id == organisation_id,
        or_(*(member.role == str(role) for role in sorted(roles))),
    )
    return and_(is_free, has_role)


def is_member(person_id: int, organisation_id: int) -> bool:
    """Tell whether a person has any role in an organisation."""
    member = exists().where(Membership.person_id == person_id, Membership.organisation_id == organisation_id)
    return bool(db.session.scalar(select(member)))


def counterparts(kind: OrganisationKind, name_or_code: str, limit: int) -> list[OrganisationCard]:
    """Return organisations of a kind with exactly this name (in either language) or credit code."""
    wanted = name_or_code.strip()
    query = _ORGANISATION.where(
        Organisation.kind == kind,
        or_(
            Organisation.name_zh == wanted,
            Organisation.name_en == wanted,
            Organisation.credit_code == wanted,
        ),
    )
    return _organisations(query.order_by(Organisation.id).limit(limit))


def provider_names(limit: int) -> list[OrganisationCard]:
    """Return some providers by name, to choose from."""
    query = _ORGANISATION.where(Organisation.kind == OrganisationKind.PROVIDER)
    return _organisations(query.order_by(Organisation.name_zh).limit(limit))


def _organisations(query: Select[int, str, str, str, str | None, str]) -> list[OrganisationCard]:
    return [
        OrganisationCard(
            row.id, OrganisationKind(row.kind), row.name_zh, row.name_en, row.credit_code, row.region_code
        )
        for row in db.session.execute(query)
    ]


def _people(query: Select[int, str, str, str]) -> list[PersonCard]:
    return [PersonCard(row.id, row.email, row.name, row.locale) for row in db.session.execute(query)]
