"""The items a job fails at, kept until it no longer does: what the operator looks into and tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db
from app.infra.scheduler.models import JobFailure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

LONGEST_ITEM = 200
LONGEST_ERROR = 1000
#: A job that fails at everything tells of so many; the log has all of them.
MOST_KEPT = 200


def item_of(key: object) -> str:
    """Return how an item is named on pages and in tables."""
    return str(key)[:LONGEST_ITEM]


def keep_failures(job: str, errors: Mapping[str, str], now: datetime) -> None:
    """Keep what a whole run failed at, by item, and forget what it no longer failed at."""
    kept = list(errors)[:MOST_KEPT]
    db.session.execute(delete(JobFailure).where(JobFailure.job == job, JobFailure.item.not_in(kept)))
    for item in kept:
        keep_failure(job, item, errors[item], now)


def keep_failure(job: str, item: str, error: str, now: datetime) -> None:
    """Keep that a job failed at an item, once more or for the first time."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    first = insert(JobFailure).values(
        job=job, item=item, first_failed_at=now, last_failed_at=now, times=1, error=error[:LONGEST_ERROR]
    )
    again = {"last_failed_at": now, "times": JobFailure.times + 1, "error": error[:LONGEST_ERROR]}
    db.session.execute(first.on_conflict_do_update(index_elements=["job", "item"], set_=again))


def forget_failure(job: str, item: str) -> None:
    """Forget a failure that is mended, or has nothing left to do."""
    db.session.execute(delete(JobFailure).where(JobFailure.job == job, JobFailure.item == item))


def failures_of(job: str) -> Sequence[JobFailure]:
    """Return what a job fails at, the longest standing first."""
    of_it = select(JobFailure).where(JobFailure.job == job)
    return db.session.scalars(of_it.order_by(JobFailure.first_failed_at, JobFailure.item)).all()


def is_failing(job: str, item: str) -> bool:
    """Tell whether the job failed at the item."""
    return db.session.get(JobFailure, (job, item)) is not None
