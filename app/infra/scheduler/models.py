"""What each job did last and failed at, what was asked of it, and who leads: for the operator's pages."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, UTCDateTime


class JobRecord(Base):
    """One row a job."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_run_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_run_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_done: Mapped[int]
    last_failed: Mapped[int]
    total_done: Mapped[int]
    total_failed: Mapped[int]
    last_failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)


class JobFailure(Base):
    """An item a job failed at in its last run; it goes when a run no longer fails at it."""

    __tablename__ = "job_failure"

    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    first_failed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_failed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    times: Mapped[int]
    error: Mapped[str] = mapped_column(Text)


class JobRequest(Base):
    """A run that the operator asked for; `item` is the one to try again, or "" for all that is due."""

    __tablename__ = "job_request"

    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_by: Mapped[str] = mapped_column(String(200))


class SchedulerBeat(Base):
    """The one row that says which process leads, since when, and when it was last heard of."""

    __tablename__ = "scheduler_beat"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(200))
    leads_since: Mapped[datetime] = mapped_column(UTCDateTime)
    beat_at: Mapped[datetime] = mapped_column(UTCDateTime)
