"""The application on what is measured, and the jobs its scheduler runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from app.factory import create_app
from app.infra.config import Settings
from app.infra.scheduler import Job
from app.parts import JOBS
from tests.support.application import environment


def application(database_url: str, instance: Path) -> Flask:
    """Make the application as it runs in production."""
    return create_app(Settings.from_environ(environment(database_url, instance)))


def job_named(name: str) -> Job[Any]:
    """Return the job that the scheduler runs under a name."""
    return next(job for job in JOBS if job.name == name)
