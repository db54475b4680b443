"""When an instrument is closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, ScalarSelect, select

from app.calendar.models import Closure
from app.infra.db import db
from app.infra.events import head_to_select, last_at
from app.kernel.errors import NotFound
from app.kernel.interval import Interval
from app.kernel.text import N_

#: What the events of an instrument's time are about, and the action that removes a closure.
SUBJECT, REOPEN = "schedule", "reopen"

_CARDS = select(Closure.id, Closure.starts_at, Closure.ends_at, Closure.reason, Closure.created_at)


@dataclass(frozen=True, slots=True)
class ClosureCard:
    """Time an instrument is closed, and why."""

    id: int
    span: Interval
    reason: str
    created_at: datetime


def closures(instrument_id: int, window: Interval) -> list[ClosureCard]:
    """Return the closures that overlap `window`, by start."""
    rows = db.session.execute(
        _CARDS.where(
            Closure.instrument_id == instrument_id,
            Closure.ends_at > window.start,
            Closure.starts_at < window.end,
        ).order_by(Closure.starts_at, Closure.id)
    )
    return [_card(row) for row in rows]


def get_closures(instrument_id: int, ids: Collection[int]) -> list[ClosureCard]:
    """Return some of the instrument's closures, by start. Raises NotFound unless it has them all."""
    of_it = (Closure.instrument_id == instrument_id, Closure.id.in_(ids))
    rows = db.session.execute(_CARDS.where(*of_it).order_by(Closure.starts_at, Closure.id)).all()
    if len(rows) != len(set(ids)):
        raise no_such_closure()
    return [_card(row) for row in rows]


def standing_closures(ids: Collection[int]) -> set[tuple[int, Interval]]:
    """Return id and span of those of the closures that nobody removed.

    SQLite gives the id of a removed closure again: one of another span is another closure.
    """
    rows = db.session.execute(_CARDS.where(Closure.id.in_(ids)))
    return {(card.id, card.span) for card in map(_card, rows)}


def no_such_closure() -> NotFound:
    """Return the refusal of a closure that does not exist, or is none of the asker's business."""
    return NotFound("not_found", N_("There is no such closure."))


def reopened_at(instrument_id: int) -> datetime | None:
    """Return when a closure of the instrument was last removed, or None."""
    return last_at(SUBJECT, str(instrument_id), REOPEN)


def changes_to_select(instrument: ColumnElement[str]) -> ScalarSelect[str]:
    """Return what changes with every closure made or removed, for a statement of somebody else's."""
    return head_to_select(SUBJECT, instrument)


def _card(row: Row[int, datetime, datetime, str, datetime]) -> ClosureCard:
    return ClosureCard(row.id, Interval(row.starts_at, row.ends_at), row.reason, row.created_at)
