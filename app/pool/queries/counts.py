"""How much the pool holds, counted to the last: the home page's counters (R4)."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.infra.db import db
from app.pool.domain.states import InstrumentState, MembershipState, RecognitionState, ServiceState
from app.pool.models import Instrument, PoolMembership, Provider, Recognition, Service


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How many instruments can be booked and services ordered, and how many providers are in the pool."""

    instruments: int
    services: int
    providers: int


def pool_counts() -> PoolCounts:
    """Count all three in one statement."""
    instruments = select(func.count()).where(Instrument.state == InstrumentState.PUBLISHED)
    services = select(func.count()).where(Service.state == ServiceState.PUBLISHED)
    providers = select(func.count()).select_from(Provider)
    query = select(
        instruments.select_from(Instrument).scalar_subquery(),
        services.select_from(Service).scalar_subquery(),
        providers.scalar_subquery(),
    )
    return PoolCounts(*db.session.execute(query).one())


def newest_published(limit: int) -> list[int]:
    """Return the ids of the instruments that came last, newest first, of as many providers as can be.

    Every provider's newest come before anybody's second: one import does not fill the list.
    """
    of_its_provider = func.row_number().over(
        partition_by=Instrument.provider_id, order_by=Instrument.id.desc()
    )
    ranked = (
        select(Instrument.id, of_its_provider.label("turn"))
        .where(Instrument.state == InstrumentState.PUBLISHED)
        .subquery()
    )
    query = select(ranked.c.id).order_by(ranked.c.turn, ranked.c.id.desc()).limit(limit)
    return sorted(db.session.scalars(query), reverse=True)


def count_asked_memberships() -> int:
    """Return how many regions ask to join the pool, counting each side they ask for."""
    asked = select(func.count()).select_from(PoolMembership)
    return db.session.scalar(asked.where(PoolMembership.state == MembershipState.ASKED)) or 0


def count_proposed_recognitions(region_code: str | None) -> int:
    """Return how many recognitions between a region and another are proposed and not yet in force."""
    proposed = select(func.count()).select_from(Recognition)
    return (
        db.session.scalar(
            proposed.where(
                Recognition.state == RecognitionState.PROPOSED,
                or_(Recognition.demand_region == region_code, Recognition.supply_region == region_code),
            )
        )
        or 0
    )
