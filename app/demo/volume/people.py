"""Who books in a measured pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.demo.credit_codes import credit_code
from app.demo.places import ENTERPRISES

if TYPE_CHECKING:
    from datetime import datetime

FIRST_EMAIL = "bench1@demo.example"
PEOPLE_AN_ENTERPRISE = 5
BOOKINGS_A_PERSON, FEWEST, MOST = 100, 10, 500


@dataclass(frozen=True, slots=True)
class Booker:
    """A researcher, by ids."""

    person_id: int
    enterprise_id: int
    name: str


def invite_bookers(bookings: int, now: datetime) -> list[Booker]:
    """Create as many researchers as so many bookings may have; the first has FIRST_EMAIL."""
    wanted = min(MOST, max(FEWEST, bookings // BOOKINGS_A_PERSON))
    found: list[Booker] = []
    while len(found) < wanted:
        enterprise_id = _enterprise(len(found) // PEOPLE_AN_ENTERPRISE + 1, now)
        found += [
            _booker(len(found) + each, enterprise_id, now) for each in range(1, PEOPLE_AN_ENTERPRISE + 1)
        ]
    return found


def _enterprise(number: int, now: datetime) -> int:
    region_code = ENTERPRISES[number % len(ENTERPRISES)].region_code
    return create_organisation(
        kind=OrganisationKind.ENTERPRISE,
        name_zh=f"测量企业{number}",
        name_en=f"Bench Enterprise {number}",
        credit_code=credit_code(OrganisationKind.ENTERPRISE, region_code, number),
        region_code=region_code,
        now=now,
    ).id


def _booker(number: int, enterprise_id: int, now: datetime) -> Booker:
    person = create_person(email=f"bench{number}@demo.example", name=f"Bench {number}", now=now)
    add_member(person_id=person.id, organisation_id=enterprise_id, role=Role.RESEARCHER, now=now)
    return Booker(person.id, enterprise_id, person.name)
