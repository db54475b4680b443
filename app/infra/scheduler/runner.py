"""Runs jobs: by the scheduler's tick, or by hand as if it were another moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db, transaction
from app.infra.scheduler.failures import forget_failure, item_of, keep_failure, keep_failures
from app.infra.scheduler.models import JobRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.infra.scheduler.job import Job

BATCH = 500
MOST_ROUNDS = 10
MOST_LOOKED_THROUGH = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class JobRun:
    """What one run of one job did."""

    name: str
    done: int
    failed: int
    last_error: str | None


def run_job(job: Job[Any], now: datetime) -> JobRun:
    """Do everything that is due. A row that fails is logged and stops nobody: the rest goes on."""
    done, failed = 0, dict[Any, str]()
    while True:
        # Room for those that failed, so that a page full of them does not hide the others.
        keys = [key for key in job.due(now, BATCH + len(failed)) if key not in failed]
        if not keys:
            break
        for key in keys:
            error = _attempt(job, key, now)
            if error is None:
                done += 1
            else:
                failed[key] = error
    db.session.rollback()
    last_error = f"{next(reversed(failed))}: {next(reversed(failed.values()))}" if failed else None
    run = JobRun(job.name, done, len(failed), last_error)
    errors = {item_of(key): error for key, error in failed.items()}

    def keep() -> None:
        _record(job, run, now)
        keep_failures(job.name, errors, now)

    transaction(keep)
    return run


def run_item(job: Job[Any], item: str, now: datetime) -> None:
    """Try one item again, by the name it failed under; one that is no longer due has nothing left to do."""
    key = next((key for key in job.due(now, MOST_LOOKED_THROUGH) if item_of(key) == item), None)
    error = None if key is None else _attempt(job, key, now)
    if error is None:
        transaction(lambda: forget_failure(job.name, item))
    else:
        transaction(lambda: keep_failure(job.name, item, error, now))


def run_until_quiet(jobs: Sequence[Job[Any]], now: datetime) -> list[JobRun]:
    """Run all jobs, again and again, until a round finds nothing due: one call drives a chain to its end."""
    runs: list[JobRun] = []
    for _ in range(MOST_ROUNDS):
        round_ = [run_job(job, now) for job in jobs]
        runs.extend(round_)
        if not any(run.done for run in round_):
            break
    return runs


def _attempt(job: Job[Any], key: Any, now: datetime) -> str | None:
    """Do one item; return what went wrong, or None."""
    try:
        job.attempt(key, now)
    except Exception as error:
        log.exception("job item failed", job=job.name, key=key)
        return f"{type(error).__name__}: {error}"
    return None


def _record(job: Job[Any], run: JobRun, now: datetime) -> None:
    # Two runners may record the same job for the first time at once: neither reads before it writes.
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    first = insert(JobRecord).values(
        name=job.name,
        last_run_at=now,
        next_run_at=now,
        last_done=0,
        last_failed=0,
        total_done=0,
        total_failed=0,
    )
    db.session.execute(first.on_conflict_do_nothing(index_elements=["name"]))
    values: dict[str, object] = {
        "last_run_at": now,
        "next_run_at": now + job.every,
        "last_done": run.done,
        "last_failed": run.failed,
        "total_done": JobRecord.total_done + run.done,
        "total_failed": JobRecord.total_failed + run.failed,
    }
    if run.last_error is not None:
        values |= {"last_failed_at": now, "last_error": run.last_error[:1000]}
    db.session.execute(
        update(JobRecord)
        .where(JobRecord.name == job.name)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
