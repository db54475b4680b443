"""The texts of a feed's events, as far as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from app.calendar.models import EventText
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row, Subquery


def kept_texts(entries: Subquery, wording: str) -> Sequence[Row[int, str, int, bytes | None]]:
    """Return id, audience, revision and text of each entry, earliest first. One query.

    A text that was never made, or at another revision, is None.
    """
    return db.session.execute(
        select(entries.c.id, entries.c.audience, entries.c.revision, EventText.text)
        .outerjoin(
            EventText,
            and_(
                EventText.subject_id == entries.c.id,
                EventText.audience == entries.c.audience,
                EventText.wording == wording,
                EventText.revision == entries.c.revision,
            ),
        )
        .order_by(entries.c.starts_at, entries.c.id)
    ).all()


def nearest_first(entries: Subquery, now: datetime, longest: datetime) -> list[int]:
    """Return the ids of all entries: what ended before `longest` ago last, else what is nearest to `now`."""
    rows = db.session.execute(select(entries.c.id, entries.c.starts_at, entries.c.struck_at)).all()

    def distance(row: Row[int, datetime, datetime | None]) -> tuple[bool, float, int]:
        is_old = row.struck_at is not None and row.struck_at < longest
        return is_old, abs((row.starts_at - now).total_seconds()), row.id

    return [row.id for row in sorted(rows, key=distance)]


def times_of(entries: Subquery) -> Sequence[Row[datetime, datetime, datetime, datetime | None]]:
    """Return when each entry starts and ends, when it was revised, and when it was struck out, if it was."""
    columns = (entries.c.starts_at, entries.c.ends_at, entries.c.revised_at, entries.c.struck_at)
    return db.session.execute(select(*columns)).all()
