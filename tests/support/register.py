"""Enterprises as their region's officer knows them: verified technology SMEs of some years."""

from datetime import date, datetime

from app.accounts.domain.actor import OrganisationCard
from app.accounts.registrations import RegistrationTerms, register
from app.infra.events import SYSTEM


def register_sme(enterprise: OrganisationCard, *years: int, now: datetime) -> None:
    for year in sorted(set(years)):
        terms = RegistrationTerms(year, f"{year}{enterprise.region_code}{enterprise.id:06}", date(year, 1, 5))
        register(enterprise_id=enterprise.id, terms=terms, by=SYSTEM, now=now)
