"""Runs that the operator asks for: they wait in a table, and the process that leads does them.

So a request never works at a job beside the scheduler, and no page waits for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db, transaction
from app.infra.events import record
from app.infra.scheduler.failures import is_failing
from app.infra.scheduler.models import JobRequest
from app.infra.scheduler.runner import run_item, run_job
from app.infra.scheduler.wired import get_job
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.infra.events import EventActor

SUBJECT = "job"
ALL_DUE = ""


def ask_to_run(name: str, by: EventActor, now: datetime) -> None:
    """Ask for a run of a job now. Asking twice before it begins is asking once. Raises NotFound."""
    get_job(name)
    if _asked(name, ALL_DUE, by, now):
        record(subject_kind=SUBJECT, subject_ref=name, action="ask_to_run", at=now, actor=by)


def ask_to_retry(name: str, item: str, by: EventActor, now: datetime) -> None:
    """Ask to try one failed item again. Raises NotFound for a job or a failure that there is not."""
    get_job(name)
    if not is_failing(name, item):
        raise NotFound("not_found", N_("The job no longer fails at this item."))
    if _asked(name, item, by, now):
        data = {"item": item}
        record(subject_kind=SUBJECT, subject_ref=name, action="ask_to_retry", at=now, actor=by, data=data)


def requests() -> dict[tuple[str, str], JobRequest]:
    """Return what was asked for and has not begun, by job and item."""
    return {(each.job, each.item): each for each in db.session.scalars(select(JobRequest))}


def requests_due(_now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """Return what was asked for, oldest first: job and item."""
    oldest = select(JobRequest.job, JobRequest.item).order_by(JobRequest.asked_at, JobRequest.job)
    return [(row.job, row.item) for row in db.session.execute(oldest.limit(limit))]


def do_request(key: tuple[str, str], now: datetime) -> None:
    """Do what was asked for. It is taken first: should it fail, that stands among the job's own failures."""
    name, item = key
    if not transaction(lambda: _taken(name, item)):
        return
    job = get_job(name)
    if item == ALL_DUE:
        run_job(job, now)
    else:
        run_item(job, item, now)


def _asked(name: str, item: str, by: EventActor, now: datetime) -> bool:
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    asked = insert(JobRequest).values(job=name, item=item, asked_at=now, asked_by=by.name)
    first = asked.on_conflict_do_nothing(index_elements=["job", "item"]).returning(JobRequest.job)
    return db.session.execute(first).first() is not None


def _taken(name: str, item: str) -> bool:
    taken = delete(JobRequest).where(JobRequest.job == name, JobRequest.item == item)
    return db.session.execute(taken.returning(JobRequest.job)).first() is not None
