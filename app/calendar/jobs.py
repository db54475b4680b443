"""What deadlines bring to the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.calendar.feeds import feeds_to_forget, forget_feed
from app.calendar.kept_texts import forget_text, texts_to_forget
from app.infra.scheduler.job import Job

JOBS: tuple[Job[Any], ...] = (
    Job("forget_revoked_feeds", timedelta(days=1), feeds_to_forget, forget_feed),
    Job("forget_event_texts", timedelta(days=1), texts_to_forget, forget_text),
)
