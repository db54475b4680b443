"""The jobs of all packages, as the factory wired them: for whoever works below them or shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from app.infra.scheduler.job import Job

_EXTENSION = "onepool.jobs"


def wire_jobs(app: Flask, jobs: Sequence[Job[Any]]) -> None:
    """Tell the application its jobs; the factory does, once."""
    app.extensions[_EXTENSION] = tuple(jobs)


def all_jobs() -> tuple[Job[Any], ...]:
    """Return the jobs the factory wired, in the order in which one run goes through them."""
    return cast("tuple[Job[Any], ...]", current_app.extensions[_EXTENSION])


def get_job(name: str) -> Job[Any]:
    """Return a job by its name. Raises NotFound."""
    for job in all_jobs():
        if job.name == name:
            return job
    raise NotFound("not_found", N_("There is no such job."))
