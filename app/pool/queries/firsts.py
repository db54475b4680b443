"""How far a new provider and a new region have come with what the pool knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from app.infra.db import db
from app.pool.domain.places import lineage
from app.pool.domain.states import AccreditationState, InstrumentState, MembershipState
from app.pool.models import Accreditation, Instrument, PoolMembership, Provider, Recognition

if TYPE_CHECKING:
    from sqlalchemy import Select


@dataclass(frozen=True, slots=True)
class ProviderFirsts:
    """What a provider has done once at least."""

    has_asked: bool
    has_instrument: bool
    has_price: bool
    has_published: bool


@dataclass(frozen=True, slots=True)
class RegionFirsts:
    """What a region has done once at least."""

    has_asked: bool
    is_admitted: bool
    has_recognised: bool


def provider_firsts(organisation_id: int) -> ProviderFirsts:
    """Return how far a provider is. One query."""
    own = select(Provider.id).where(Provider.organisation_id == organisation_id).scalar_subquery()
    theirs = Instrument.provider_id == own
    asked, drafted, priced, published = db.session.execute(
        select(
            exists().where(
                Accreditation.provider_id == own, Accreditation.state != AccreditationState.STRUCK_OFF
            ),
            exists().where(theirs),
            exists().where(theirs, Instrument.hourly_from_minor.is_not(None)),
            exists().where(theirs, Instrument.state == InstrumentState.PUBLISHED),
        )
    ).one()
    return ProviderFirsts(bool(asked), bool(drafted), bool(priced), bool(published))


def instruments_of(organisation_id: int) -> Select[int]:
    """Return a select of the ids of a provider's instruments."""
    return (
        select(Instrument.id)
        .join(Provider, Provider.id == Instrument.provider_id)
        .where(Provider.organisation_id == organisation_id)
    )


def region_firsts(region_code: str) -> RegionFirsts:
    """Return how far a region is; one that it lies in may have joined for it. One query."""
    member = PoolMembership.region_code.in_(lineage(region_code))
    asked, admitted, recognised = db.session.execute(
        select(
            exists().where(member),
            exists().where(member, PoolMembership.state == MembershipState.ADMITTED),
            exists().where(
                or_(
                    Recognition.demand_region.in_(lineage(region_code)),
                    Recognition.supply_region.in_(lineage(region_code)),
                )
            ),
        )
    ).one()
    return RegionFirsts(bool(asked), bool(admitted), bool(recognised))
