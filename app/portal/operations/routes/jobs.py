"""What the scheduler did, what it failed at, and asking it for a run."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.db import transaction
from app.infra.scheduler import asking
from app.infra.scheduler.failures import failures_of
from app.infra.scheduler.queries import get_job_state, job_states
from app.portal.operations.job_words import JOB_WORDS
from app.portal.operations.routes.blueprint import operations


@operations.get("/jobs")
@requires(Permission.OPERATE)
def jobs() -> str:
    """List every job and what it did last; those that failed come first, then the late ones."""
    return render_template(
        "operations/jobs.html",
        states=job_states(clock.now()),
        asked={name for name, _item in asking.requests()},
        words=JOB_WORDS,
    )


@operations.get("/jobs/<name>")
@requires(Permission.OPERATE)
def job(name: str) -> str:
    """Show a job, and each item it fails at."""
    return render_template(
        "operations/job.html",
        state=get_job_state(name, clock.now()),
        failures=failures_of(name),
        asked={item: each for (of, item), each in asking.requests().items() if of == name},
        words=JOB_WORDS,
    )


@operations.post("/jobs/<name>/run")
@requires(Permission.OPERATE)
def run_job(name: str) -> Response:
    """Ask the scheduler for a run now."""
    by, now = event_actor(current_actor()), clock.now()
    transaction(lambda: asking.ask_to_run(name, by, now))
    flash(gettext("Asked for. The scheduler begins within seconds."), "success")
    return redirect(url_for("operations.job", name=name), 303)


@operations.post("/jobs/<name>/retry")
@requires(Permission.OPERATE)
def retry_item(name: str) -> Response:
    """Ask the scheduler to try one item again."""
    by, now, item = event_actor(current_actor()), clock.now(), request.form.get("item", "")
    transaction(lambda: asking.ask_to_retry(name, item, by, now))
    flash(gettext("Asked for. The scheduler begins within seconds."), "success")
    return redirect(url_for("operations.job", name=name), 303)
