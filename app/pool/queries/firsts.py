"""How far a new provider and a new region have come with what the pool knows: conditions, not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select

from app.pool.domain.cards import Side
from app.pool.domain.places import lineage
from app.pool.domain.states import AccreditationState, InstrumentState, MembershipState
from app.pool.models import Accreditation, Instrument, PoolMembership, Provider, Recognition

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


def has_asked_accreditation(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether a provider has an accreditation, under way or decided."""
    return exists().where(
        Accreditation.provider_id.in_(_providers(organisation_id)),
        Accreditation.state != AccreditationState.STRUCK_OFF,
    )


def has_instrument(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether a provider has an instrument, in whatever state."""
    return exists().where(Instrument.provider_id.in_(_providers(organisation_id)))


def has_price(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether an instrument of a provider has a price."""
    theirs = Instrument.provider_id.in_(_providers(organisation_id))
    return exists().where(theirs, Instrument.hourly_from_minor.is_not(None))


def has_published(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether an instrument of a provider is published."""
    theirs = Instrument.provider_id.in_(_providers(organisation_id))
    return exists().where(theirs, Instrument.state == InstrumentState.PUBLISHED)


def instruments_of(organisation_id: int) -> Select[int]:
    """Return a select of the ids of a provider's instruments."""
    return select(Instrument.id).where(Instrument.provider_id.in_(_providers(organisation_id)))


def has_asked_to_join(region_code: str) -> ColumnElement[bool]:
    """Tell whether a region, or one that it lies in, asked for a place in the pool."""
    return exists().where(_counts_for(region_code))


def has_joined(region_code: str) -> ColumnElement[bool]:
    """Tell whether a region, or one that it lies in, is admitted."""
    return exists().where(
        _counts_for(region_code),
        PoolMembership.state == MembershipState.ADMITTED,
    )


def has_recognition(region_code: str) -> ColumnElement[bool]:
    """Tell whether a region, or one that it lies in, recognises another, or is recognised itself."""
    recognises = Recognition.demand_region.in_(lineage(region_code))
    return exists().where(or_(recognises, Recognition.supply_region == region_code))


def _counts_for(region_code: str) -> ColumnElement[bool]:
    """Return which memberships are a region's: its own, and the demand side of one that it lies in.

    A province on the supply side opens its providers, not the vouchers of its districts.
    """
    around = and_(PoolMembership.region_code.in_(lineage(region_code)), PoolMembership.side == Side.DEMAND)
    return or_(PoolMembership.region_code == region_code, around)


def _providers(organisation_id: int) -> Select[int]:
    return select(Provider.id).where(Provider.organisation_id == organisation_id)
