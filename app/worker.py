"""The scheduler process: ticks every package's jobs while it leads.

APScheduler only ticks; what is due stands in tables, so a tick that comes late or twice does no harm.
"""

from __future__ import annotations

import signal
from datetime import UTC
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from app.infra import clock
from app.infra.db import db, transaction
from app.infra.scheduler import RemoteJob, beat, run_job
from app.infra.scheduler.leader import Leadership
from app.parts import JOBS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from flask import Flask

    from app.infra.config import Settings
    from app.infra.scheduler import Job

log = structlog.get_logger()


def work(app: Flask, settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; a job under way is finished first."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    leadership = Leadership(settings.instance)
    scheduler = scheduler_of(app, leadership, JOBS)
    scheduler.start()
    log.info("scheduler started", jobs=len(JOBS))
    stop.wait()
    scheduler.shutdown(wait=True)
    leadership.resign()
    log.info("scheduler stopped")


def scheduler_of(app: Flask, leadership: Leadership, jobs: Sequence[Job[Any]]) -> BackgroundScheduler:
    """Return what ticks `jobs`, not yet started.

    They run one after another in one thread, as `run-all` does, and never race each other; only those that
    wait for other machines have a thread each.
    """
    remote = [job.name for job in jobs if isinstance(job, RemoteJob)]
    executors = {name: ThreadPoolExecutor(1) for name in ("default", *remote)}
    scheduler = BackgroundScheduler(timezone=UTC, executors=executors)
    _every(scheduler, "beat", beat.EVERY, partial(_tick, app, leadership, "beat", _beat))
    for job in jobs:
        thread = job.name if job.name in remote else "default"
        work = partial(_tick, app, leadership, job.name, partial(_run, job))
        _every(scheduler, job.name, job.every, work, thread)
    return scheduler


def _every(
    scheduler: BackgroundScheduler,
    name: str,
    every: timedelta,
    work: Callable[[], None],
    thread: str = "default",
) -> None:
    scheduler.add_job(
        work,
        "interval",
        seconds=every.total_seconds(),
        next_run_time=clock.now(),
        id=name,
        executor=thread,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )


def _run(job: Job[Any]) -> None:
    run_job(job, clock.now())


def _beat() -> None:
    transaction(lambda: beat.note_beat(beat.holder(), clock.now()))


def _tick(app: Flask, leadership: Leadership, name: str, work: Callable[[], None]) -> None:
    with app.app_context():
        try:
            if leadership.held():
                work()
        except Exception:
            # The next tick tries again; a database that is away for a minute must not end the scheduler.
            log.exception("tick failed", job=name)
            raise
        finally:
            db.session.remove()
