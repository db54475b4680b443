"""The operator's page of jobs: when each ran, when it runs next, what it did and what failed."""

from flask import Blueprint, render_template
from sqlalchemy import select

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra.db import db
from app.infra.scheduler.models import JobRecord
from app.portal.job_words import JOB_WORDS

operations = Blueprint("operations", __name__, url_prefix="/operations")


@operations.get("/jobs")
@requires(Permission.OPERATE)
def jobs() -> str:
    """List what every job that ever ran did last; those that failed come first."""
    failed_first = JobRecord.last_failed.desc()
    records = db.session.scalars(select(JobRecord).order_by(failed_first, JobRecord.name)).all()
    return render_template("scheduler/jobs.html", records=records, words=JOB_WORDS, zone="Asia/Shanghai")
