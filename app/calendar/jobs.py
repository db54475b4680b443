"""What deadlines bring to the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.calendar.feeds import feeds_to_forget, forget_feed
from app.calendar.kept_texts import forget_text, texts_to_forget
from app.calendar.outside.alarming import alarm, alarming_calendars
from app.calendar.outside.drafting import forget_draft, forgotten_drafts
from app.calendar.outside.history import forget_reading, old_readings
from app.calendar.outside.polling import due_calendars, poll
from app.infra.scheduler import Job, RemoteJob

JOBS: tuple[Job[Any], ...] = (
    RemoteJob("read_outside_calendars", timedelta(minutes=1), due_calendars, poll),
    Job("tell_of_unread_calendars", timedelta(hours=1), alarming_calendars, alarm),
    Job("forget_outside_readings", timedelta(days=1), old_readings, forget_reading),
    Job("forget_outside_drafts", timedelta(hours=6), forgotten_drafts, forget_draft),
    Job("forget_revoked_feeds", timedelta(days=1), feeds_to_forget, forget_feed),
    Job("forget_event_texts", timedelta(days=1), texts_to_forget, forget_text),
)
