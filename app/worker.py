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
from app.infra.scheduler import beat, run_job
from app.infra.scheduler.leader import Leadership
from app.parts import JOBS

if TYPE_CHECKING:
    from collections.abc import Callable
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
    scheduler = _scheduler(app, leadership)
    scheduler.start()
    log.info("scheduler started", jobs=len(JOBS))
    stop.wait()
    scheduler.shutdown(wait=True)
    leadership.resign()
    log.info("scheduler stopped")


def _scheduler(app: Flask, leadership: Leadership) -> BackgroundScheduler:
    # One thread: jobs run one after another, as `run-all` does, and never race each other.
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
    _every(scheduler, "beat", beat.EVERY, partial(_tick, app, leadership, "beat", _beat))
    for job in JOBS:
        _every(scheduler, job.name, job.every, partial(_tick, app, leadership, job.name, partial(_run, job)))
    return scheduler


def _every(scheduler: BackgroundScheduler, name: str, every: timedelta, work: Callable[[], None]) -> None:
    scheduler.add_job(
        work,
        "interval",
        seconds=every.total_seconds(),
        next_run_time=clock.now(),
        id=name,
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
