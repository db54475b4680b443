"""The operator's pages: what the scheduler did, and the log of everything that happened."""

from flask import Blueprint, render_template, request
from sqlalchemy import select

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra.db import db
from app.infra.events import searching
from app.infra.events.subjects import subjects
from app.infra.scheduler.models import JobRecord
from app.portal.audit_form import AuditForm
from app.portal.job_words import JOB_WORDS

ZONE = "Asia/Shanghai"
ROWS = 50

operations = Blueprint("operations", __name__, url_prefix="/operations")


@operations.get("/jobs")
@requires(Permission.OPERATE)
def jobs() -> str:
    """List what every job that ever ran did last; those that failed come first."""
    failed_first = JobRecord.last_failed.desc()
    records = db.session.scalars(select(JobRecord).order_by(failed_first, JobRecord.name)).all()
    return render_template("scheduler/jobs.html", records=records, words=JOB_WORDS, zone=ZONE)


@operations.get("/audit")
@requires(Permission.OPERATE)
def audit() -> str:
    """Search the log; with one subject named, say how its chain stands."""
    form = AuditForm(request.args)
    wanted = form.wanted()
    page = searching.search(wanted, cursor=request.args.get("cursor"), limit=ROWS)
    chain = searching.chain_of(wanted.kind, wanted.ref) if wanted.kind and wanted.ref else None
    words = {subject.kind: subject.word for subject in subjects()}
    return render_template("operations/audit.html", form=form, page=page, chain=chain, words=words, zone=ZONE)
