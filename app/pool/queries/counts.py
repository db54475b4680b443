"""How much the pool holds, counted to the last: the home page's counters (R4)."""

from sqlalchemy import func, select

from app.infra.db import db
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument, Provider


def count_published() -> int:
    """Return how many instruments can be found and booked."""
    published = select(func.count()).where(Instrument.state == InstrumentState.PUBLISHED)
    return db.session.scalar(published.select_from(Instrument)) or 0


def count_providers() -> int:
    """Return how many providers are in the pool."""
    return db.session.scalar(select(func.count()).select_from(Provider)) or 0


def newest_published(limit: int) -> list[int]:
    """Return the ids of the instruments that came last, newest first."""
    query = select(Instrument.id).where(Instrument.state == InstrumentState.PUBLISHED)
    return list(db.session.scalars(query.order_by(Instrument.id.desc()).limit(limit)))
