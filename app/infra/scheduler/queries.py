"""How the jobs fare."""

from sqlalchemy import func, select

from app.infra.db import db
from app.infra.scheduler.models import JobRecord


def count_failing_jobs() -> int:
    """Return how many jobs failed at something in their last run."""
    failing = select(func.count()).select_from(JobRecord).where(JobRecord.last_failed > 0)
    return db.session.scalar(failing) or 0
