"""How the jobs fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.infra.db import db
from app.infra.scheduler.models import JobRecord
from app.infra.scheduler.wired import all_jobs, get_job

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.scheduler.job import Job

#: A run may wait for others; a job is late when it stands still longer than that.
GRACE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class JobState:
    """A job and what it did last; `record` is None for one that never ran."""

    job: Job[Any]
    record: JobRecord | None
    is_late: bool

    @property
    def is_failing(self) -> bool:
        """Tell whether it failed at something in its last run."""
        return self.record is not None and self.record.last_failed > 0


def count_failing_jobs() -> int:
    """Return how many jobs failed at something in their last run."""
    failing = select(func.count()).select_from(JobRecord).where(JobRecord.last_failed > 0)
    return db.session.scalar(failing) or 0


def job_states(now: datetime) -> list[JobState]:
    """Return every job with what it did last: those that fail first, then the late ones. One query."""
    records = {record.name: record for record in db.session.scalars(select(JobRecord))}
    states = [_state(job, records.get(job.name), now) for job in all_jobs()]
    return sorted(states, key=lambda state: (not state.is_failing, not state.is_late, state.job.name))


def get_job_state(name: str, now: datetime) -> JobState:
    """Return a job with what it did last. Raises NotFound."""
    return _state(get_job(name), db.session.get(JobRecord, name), now)


def _state(job: Job[Any], record: JobRecord | None, now: datetime) -> JobState:
    return JobState(job, record, record is not None and record.next_run_at + GRACE < now)
