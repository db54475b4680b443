"""What a deadline brings in the pool: a price published for a later day is shown from that day."""

from datetime import datetime, timedelta

from app.infra.scheduler.job import Job
from app.pool.rate_cards import instruments_with_new_price, refresh_hourly


def _refresh(instrument_id: int, now: datetime) -> None:
    refresh_hourly(instrument_id=instrument_id, now=now)


JOBS: tuple[Job[int], ...] = (
    Job("show_new_prices", timedelta(minutes=15), instruments_with_new_price, _refresh),
)
