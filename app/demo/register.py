"""The register of the demo's enterprises: each verified, and a technology SME of every year around now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.accounts.enterprises import enter_verified
from app.accounts.registrations import RegistrationTerms, register
from app.demo.places import APPLICANTS, ENTERPRISES, REGULARS
from app.demo.regions import LOADER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard

#: Newly come: nobody has looked at its record yet.
NEWCOMER = APPLICANTS[-1]


def register_enterprises(organisations: Mapping[str, OrganisationCard], today: date, now: datetime) -> None:
    """Enter a registration for each year from the one before last to the next: bookings reach so far."""
    for place in (*ENTERPRISES, *APPLICANTS, *REGULARS):
        if place is NEWCOMER:
            continue
        enterprise = organisations[place.slug]
        enter_verified(enterprise_id=enterprise.id, by=LOADER, now=now)
        for year in range(today.year - 2, today.year + 2):
            number = f"{year}{place.region_code}DEMO{enterprise.id:04}"
            terms = RegistrationTerms(year, number, min(date(year, 1, 15), today))
            register(enterprise_id=enterprise.id, terms=terms, by=LOADER, now=now)
