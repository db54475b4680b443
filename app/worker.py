"""The scheduler process: ticks every package's jobs while it leads.

APScheduler only ticks; what is due stands in tables, so a tick that comes late or twice does no harm.
"""

from __future__ import annotations

import signal
from datetime import UTC
from threading import Event
from typing import TYPE_CHECKING, Any

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from app.infra import clock
from app.infra.db import db
from app.infra.scheduler import run_job
from app.infra.scheduler.leader import Leadership
from app.parts import JOBS

if TYPE_CHECKING:
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
    for job in JOBS:
        scheduler.add_job(
            _tick,
            "interval",
            args=(app, leadership, job),
            seconds=job.every.total_seconds(),
            next_run_time=clock.now(),
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


def _tick(app: Flask, leadership: Leadership, job: Job[Any]) -> None:
    with app.app_context():
        try:
            if leadership.held():
                run_job(job, clock.now())
        except Exception:
            # The next tick tries again; a database that is away for a minute must not end the scheduler.
            log.exception("tick failed", job=job.name)
            raise
        finally:
            db.session.remove()
