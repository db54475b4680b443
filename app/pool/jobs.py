"""What time brings in the pool: a price of a later day is shown from then on; the search catches up."""

from datetime import datetime, timedelta
from typing import Any

from app.infra.scheduler.job import Job
from app.pool.rate_cards import instruments_with_new_price, refresh_hourly
from app.pool.reindexing import out_of_date, reindex_one


def _refresh(instrument_id: int, now: datetime) -> None:
    refresh_hourly(instrument_id=instrument_id, now=now)


JOBS: tuple[Job[Any], ...] = (
    Job("show_new_prices", timedelta(minutes=15), instruments_with_new_price, _refresh),
    Job("reindex", timedelta(seconds=30), out_of_date, reindex_one),
)
