"""Invariants of the pool, for `flask --app wsgi verify`."""

from sqlalchemy import func, or_, select

from app.infra.db import db
from app.infra.verify import Check
from app.pool.domain.states import InstrumentState, RecognitionState
from app.pool.models import Instrument, RateCard, Recognition


def _missing_versions() -> list[str]:
    rows = db.session.execute(
        select(RateCard.instrument_id, RateCard.price_group)
        .group_by(RateCard.instrument_id, RateCard.price_group)
        .having(or_(func.min(RateCard.version) != 1, func.max(RateCard.version) != func.count()))
    )
    return [f"instrument {row.instrument_id}: group {row.price_group} lacks a version" for row in rows]


def _published_without_price() -> list[str]:
    ids = db.session.scalars(
        select(Instrument.id).where(
            Instrument.state == InstrumentState.PUBLISHED, Instrument.hourly_from_minor.is_(None)
        )
    )
    return [f"instrument {instrument_id}: published without a price" for instrument_id in ids]


def _withdrawals_without_day() -> list[str]:
    is_withdrawn = Recognition.state == RecognitionState.WITHDRAWN
    rows = db.session.scalars(
        select(Recognition.ref).where(is_withdrawn != Recognition.withdrawn_on.is_not(None))
    )
    return [f"recognition {ref}: its state and its day of withdrawal disagree" for ref in rows]


CHECKS: tuple[Check, ...] = (
    Check("P1", "rate card versions are numbered from 1 without a gap", _missing_versions),
    Check("P2", "each published instrument has a price for enterprises", _published_without_price),
    Check("P3", "exactly the withdrawn recognitions have a day of withdrawal", _withdrawals_without_day),
)
