"""How much the pool holds, counted to the last: the home page's counters (R4)."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.infra.db import db
from app.pool.domain.states import (
    AccreditationState,
    InstrumentState,
    MembershipState,
    RecognitionState,
    ServiceState,
)
from app.pool.models import Accreditation, Instrument, PoolMembership, Provider, Recognition, Service


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How much can be found: services and instruments that are published, and providers."""

    services: int
    instruments: int
    providers: int


def pool_counts() -> PoolCounts:
    """Count the pool in one statement."""
    services = select(func.count(Service.id)).where(Service.state == ServiceState.PUBLISHED)
    instruments = select(func.count(Instrument.id)).where(Instrument.state == InstrumentState.PUBLISHED)
    providers = select(func.count(Provider.id))
    counted = (each.scalar_subquery() for each in (services, instruments, providers))
    return PoolCounts(*db.session.execute(select(*counted)).one())


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


@dataclass(frozen=True, slots=True)
class RegionWaiting:
    """What waits in a region: recognitions proposed with others, and its providers to be checked."""

    recognitions: int
    accreditations: int


def count_waiting_in(region_code: str | None) -> RegionWaiting:
    """Return how many recognitions and accreditations wait for a region. One statement."""
    proposed = select(func.count(Recognition.id)).where(
        Recognition.state == RecognitionState.PROPOSED,
        or_(Recognition.demand_region == region_code, Recognition.supply_region == region_code),
    )
    declared = select(func.count(Accreditation.id)).where(
        Accreditation.state == AccreditationState.DECLARED, Accreditation.region_code == region_code
    )
    counted = (each.scalar_subquery() for each in (proposed, declared))
    return RegionWaiting(*db.session.execute(select(*counted)).one())
