"""Who books in a measured pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.demo.credit_codes import credit_code
from app.demo.places import ENTERPRISES
from app.infra.db import Base, db

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard

FIRST_EMAIL = "bench1@demo.example"
PEOPLE_AN_ENTERPRISE = 5
BOOKINGS_A_PERSON, FEWEST, MOST = 100, 10, 500


@dataclass(frozen=True, slots=True)
class Booker:
    """A researcher, by ids."""

    person_id: int
    enterprise_id: int
    name: str
    region_code: str


def invite_bookers(bookings: int, now: datetime) -> list[Booker]:
    """Create as many researchers as so many bookings may have; the first has FIRST_EMAIL."""
    wanted = min(MOST, max(FEWEST, bookings // BOOKINGS_A_PERSON))
    found: list[Booker] = []
    while len(found) < wanted:
        enterprise = _enterprise(len(found) // PEOPLE_AN_ENTERPRISE + 1, now)
        found += [_booker(len(found) + each, enterprise, now) for each in range(1, PEOPLE_AN_ENTERPRISE + 1)]
    return found


def bookers() -> list[Booker]:
    """Return the researchers that `invite_bookers` created, by id."""
    # By table name: a model is its own package's, and no use case needs all of this at once.
    person, member, enterprise = (
        Base.metadata.tables[name] for name in ("person", "membership", "organisation")
    )
    query = (
        select(person.c.id, enterprise.c.id, person.c.name, enterprise.c.region_code)
        .join(member, member.c.person_id == person.c.id)
        .join(enterprise, enterprise.c.id == member.c.organisation_id)
        .where(member.c.role == str(Role.RESEARCHER))
        .order_by(person.c.id)
    )
    return [Booker(*row) for row in db.session.execute(query)]


def _enterprise(number: int, now: datetime) -> OrganisationCard:
    region_code = ENTERPRISES[number % len(ENTERPRISES)].region_code
    return create_organisation(
        kind=OrganisationKind.ENTERPRISE,
        name_zh=f"测量企业{number}",
        name_en=f"Bench Enterprise {number}",
        credit_code=credit_code(OrganisationKind.ENTERPRISE, region_code, number),
        region_code=region_code,
        now=now,
    )


def _booker(number: int, enterprise: OrganisationCard, now: datetime) -> Booker:
    person = create_person(email=f"bench{number}@demo.example", name=f"Bench {number}", now=now)
    add_member(person_id=person.id, organisation_id=enterprise.id, role=Role.RESEARCHER, now=now)
    return Booker(person.id, enterprise.id, person.name, enterprise.region_code or "")
