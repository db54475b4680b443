"""The texts of a feed's events, as far as they are kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, Subquery, and_, bindparam, select

from app.calendar.models import EventText
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from app.calendar.ports import Entries


def kept_texts(entries: Entries, wording: str) -> Sequence[Row[int, str, int, bytes | None]]:
    """Return id, audience, revision and text of each entry, earliest first. One query.

    A text that was never made, or at another revision, is None.
    """
    return db.session.execute(_joining(entries.rows), {**entries.parameters, "wording": wording}).all()


@lru_cache(maxsize=32)
def _joining(entries: Subquery) -> Select[int, str, int, bytes | None]:
    """Return the statement, built once for all feeds of a kind, of the table rather than the class."""
    table = EventText.metadata.tables[EventText.__tablename__]
    kept = table.c
    return (
        select(entries.c.id, entries.c.audience, entries.c.revision, kept.text)
        .select_from(entries)
        .outerjoin(
            table,
            and_(
                kept.subject_id == entries.c.id,
                kept.audience == entries.c.audience,
                kept.wording == bindparam("wording"),
                kept.revision == entries.c.revision,
            ),
        )
        .order_by(entries.c.starts_at, entries.c.id)
    )


def nearest_first(entries: Entries, now: datetime, since: datetime) -> list[int]:
    """Return the ids of all entries, nearest to `now` first, and last what was struck before `since`."""
    columns = entries.rows.c
    statement = select(columns.id, columns.starts_at, columns.struck_at)

    def distance(row: Row[int, datetime, datetime | None]) -> tuple[bool, float, int]:
        is_old = row.struck_at is not None and row.struck_at < since
        return is_old, abs((row.starts_at - now).total_seconds()), row.id

    rows = db.session.execute(statement, dict(entries.parameters)).all()
    return [row.id for row in sorted(rows, key=distance)]


def times_of(entries: Entries) -> Sequence[Row[datetime, datetime, datetime, datetime | None]]:
    """Return when each entry starts and ends, when it was revised, and when it was struck out, if it was."""
    columns = entries.rows.c
    statement = select(columns.starts_at, columns.ends_at, columns.revised_at, columns.struck_at)
    return db.session.execute(statement, dict(entries.parameters)).all()
