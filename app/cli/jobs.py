"""`flask jobs …`: what the scheduler does, and doing it by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.infra import clock
from app.infra.db import db
from app.infra.scheduler import JobRun, run_job, run_until_quiet
from app.infra.scheduler.models import JobRecord
from app.parts import JOBS

jobs = AppGroup("jobs", help="The scheduler's jobs.")


class Moment(click.ParamType[datetime]):
    """An RFC 3339 time with an offset."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC; a time without an offset is refused."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not an RFC 3339 time such as 2026-03-02T09:00:00Z", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} has no offset; write 2026-03-02T09:00:00Z or +08:00", param, ctx)
        return moment.astimezone(UTC)


as_if_now = click.option("--now", type=Moment(), default=None, help="As if it were that moment.")


@jobs.command("list")
def list_jobs() -> None:
    """Show each job: last run, next run, counts, failures."""
    records = {record.name: record for record in db.session.scalars(select(JobRecord))}
    click.echo(f"{'job':28} {'every':>8} {'last run':20} {'next run':20} {'done':>8} {'failed':>6}")
    for job in JOBS:
        record = records.get(job.name)
        last, following = (
            (_stamp(record.last_run_at), _stamp(record.next_run_at)) if record else ("never", "-")
        )
        done, failed = (record.total_done, record.total_failed) if record else (0, 0)
        seconds = int(job.every.total_seconds())
        click.echo(f"{job.name:28} {seconds:>7}s {last:20} {following:20} {done:>8} {failed:>6}")
        if record and record.last_error:
            click.echo(f"{'':28} last failure: {record.last_error}")


@jobs.command("run")
@click.argument("name", type=click.Choice([job.name for job in JOBS]))
@as_if_now
def run(name: str, now: datetime | None) -> None:
    """Run one job once."""
    job = next(job for job in JOBS if job.name == name)
    _report([run_job(job, now or clock.now())])


@jobs.command("run-all")
@as_if_now
def run_all(now: datetime | None) -> None:
    """Run every job until nothing is due any more."""
    _report(run_until_quiet(JOBS, now or clock.now()))


def _report(runs: list[JobRun]) -> None:
    for job in runs:
        if job.done or job.failed:
            click.echo(f"{job.name}: done {job.done}, failed {job.failed}")
    done, failed = sum(job.done for job in runs), sum(job.failed for job in runs)
    click.echo(f"done {done}, failed {failed}")
    if failed:
        raise SystemExit(1)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
