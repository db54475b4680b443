"""Gathers from accounts and pool what a voucher's rules ask about a purchase. Three queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind
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
    return Facts(
        enterprise_id=enterprise.id,
        enterprise_region=enterprise.region_code or "",
        # Only registered technology SMEs are admitted as enterprises; the register by year is not kept yet.
        sme_registered=enterprise.kind is OrganisationKind.ENTERPRISE,
        demand_admitted=_admitted(enterprise, day),
        service_kind=supply.kind,
        service_on=day,
        provider_id=provider.id,
        provider_region=supply.region_code,
        accreditation=accreditation.ref if accreditation and covered else None,
        recognition=_recognition(enterprise.region_code or "", supply.region_code, day),
        related=provider.organisation_id == enterprise.id,
        legally_required=supply.legally_required,
    )


def _admitted(enterprise: OrganisationCard, day: date) -> bool:
    region = enterprise.region_code
    return bool(region) and pool.membership_of(region or "", Side.DEMAND, day) is not None


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
