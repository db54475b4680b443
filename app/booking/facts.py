"""Gathers from accounts and pool what a voucher's rules ask about a purchase. Three queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts import queries as accounts
from app.infra.db import db
from app.kernel.words import ServiceKind, VoucherMode
from app.pool import queries as pool
from app.pool.domain.cards import Side
from app.voucher.domain.eligibility import Facts, RecognitionFacts

if TYPE_CHECKING:
    from datetime import date

    from app.accounts.domain.actor import OrganisationCard
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard


@dataclass(frozen=True, slots=True)
class Supply:
    """What is bought, as a voucher's rules see it: of whom, where (a GB/T 2260 code or ""), of which kind."""

    provider: ProviderCard
    region_code: str
    kind: ServiceKind
    legally_required: bool = False


def time_on(instrument: InstrumentCard) -> Supply:
    """Return time on an instrument, which is 资源开放, the opening of resources."""
    return Supply(instrument.provider, instrument.region_code or "", ServiceKind.RESOURCE)


def work_of(service: ServiceCard) -> Supply:
    """Return the work of a service."""
    details = service.details
    return Supply(service.provider, service.region_code or "", details.kind, details.is_required_test)


def gather(enterprise: OrganisationCard, supply: Supply, day: date) -> Facts:
    """Return the facts about `enterprise` buying `supply`, whose day of service is `day`."""
    provider = supply.provider
    accreditation = pool.accreditation_for(provider.id, day)
    covered = accreditation is not None and supply.kind in accreditation.kinds
    registered, admitted, tied = _standing(enterprise, provider.organisation_id, day)
    return Facts(
        enterprise_id=enterprise.id,
        enterprise_region=enterprise.region_code or "",
        sme_registered=registered,
        demand_admitted=admitted,
        service_kind=supply.kind,
        service_on=day,
        provider_id=provider.id,
        provider_region=supply.region_code,
        accreditation=accreditation.ref if accreditation and covered else None,
        recognition=_recognition(enterprise.region_code or "", supply.region_code, day),
        related=tied or provider.organisation_id == enterprise.id,
        legally_required=supply.legally_required,
    )


def is_admitted(region_code: str, day: date) -> bool:
    """Tell whether a region is an admitted member of the pool's demand side on a day."""
    return pool.membership_of(region_code, Side.DEMAND, day) is not None


def _standing(
    enterprise: OrganisationCard, provider_organisation_id: int, day: date
) -> tuple[bool, bool, bool]:
    """Return registered, admitted and tied: what the register and the pool say of the enterprise on a day."""
    row = db.session.execute(
        select(
            accounts.is_registered(enterprise.id, day.year).label("registered"),
            pool.is_admitted(enterprise.region_code, Side.DEMAND, day).label("admitted"),
            accounts.are_tied(enterprise.id, provider_organisation_id, day).label("tied"),
        )
    ).one()
    return row.registered, row.admitted, row.tied


def _recognition(demand: str, supply: str, day: date) -> RecognitionFacts | None:
    found = pool.recognition_for(demand, supply, day) if demand and supply else None
    if found is None:
        return None
    return RecognitionFacts(
        ref=found.ref,
        modes=frozenset(VoucherMode(mode) for mode in found.modes),
        kinds=frozenset(str(kind) for kind in found.kinds),
        from_on=found.from_on,
        until_on=found.until_on,
    )
