"""Which process leads, and when it was last heard of."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db
from app.infra.scheduler.models import SchedulerBeat

if TYPE_CHECKING:
    from datetime import datetime

EVERY = timedelta(seconds=15)
#: A job under way holds the next beat back; only a longer silence says that nobody works.
SILENT_AFTER = timedelta(minutes=5)
_THE_ROW = 1


def holder() -> str:
    """Return how this process is called among schedulers."""
    return f"{socket.gethostname()}:{os.getpid()}"[:200]


def note_beat(who: str, now: datetime) -> None:
    """Note that a process leads at this moment; another one than before leads since now."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    first = insert(SchedulerBeat).values(id=_THE_ROW, holder=who, leads_since=now, beat_at=now)
    since = case((SchedulerBeat.holder == who, SchedulerBeat.leads_since), else_=first.excluded.leads_since)
    values = {"holder": who, "leads_since": since, "beat_at": now}
    db.session.execute(first.on_conflict_do_update(index_elements=["id"], set_=values))


def last_beat() -> SchedulerBeat | None:
    """Return the last sign of life of a leader, or None where none ever led."""
    return db.session.get(SchedulerBeat, _THE_ROW)
