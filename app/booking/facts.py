"""Gathers from accounts and pool what a voucher's rules ask about an order. Three queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind
from app.kernel.words import ServiceKind, VoucherMode
from app.kernel.words import ServiceKind as PoolKind
from app.pool import queries as pool
from app.pool.domain.cards import Side
from app.voucher.domain.days import voucher_day
from app.voucher.domain.eligibility import Facts, RecognitionFacts

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.pool.domain.cards import InstrumentCard

# Time on an instrument is 资源开放, the opening of resources.
KIND = PoolKind.RESOURCE


def gather(enterprise: OrganisationCard, instrument: InstrumentCard, starts_at: datetime) -> Facts:
    """Return the facts about `enterprise` using `instrument` on the day of service."""
    day = voucher_day(starts_at)
    provider = instrument.provider
    region = instrument.region_code or ""
    accreditation = pool.accreditation_for(provider.id, day)
    covered = accreditation is not None and KIND in accreditation.kinds
    return Facts(
        enterprise_id=enterprise.id,
        enterprise_region=enterprise.region_code or "",
        # Only registered technology SMEs are admitted as enterprises; the register by year is not kept yet.
        sme_registered=enterprise.kind is OrganisationKind.ENTERPRISE,
        demand_admitted=_admitted(enterprise, day),
        service_kind=ServiceKind(KIND),
        service_on=day,
        provider_id=provider.id,
        provider_region=region,
        accreditation=accreditation.ref if accreditation and covered else None,
        recognition=_recognition(enterprise.region_code or "", region, day),
        related=provider.organisation_id == enterprise.id,
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
