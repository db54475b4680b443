"""What taking a file over would do, and doing it. The same row, sent again, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.booking.domain.moving import MoveKind
from app.booking.models import MovedBooking, PastUse
from app.booking.moving.rows import read_rows
from app.calendar.closing import close_all
from app.calendar.queries import schedules
from app.infra.db import db
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.booking.domain.moving import Meaning, MovedRow
    from app.booking.moving.rows import ReadRows, RefusedRow
    from app.infra.events import EventActor
    from app.pool.domain.cards import InstrumentCard, ProviderCard

#: What anybody may read of a closure that stands for another system's booking.
REASON = "Booked before this pool · 在原系统中已预约"
AT_ONCE = 500
#: Each is a closure with a trace of its own.
MOST_BOOKINGS = 2_000
TABLES: dict[MoveKind, type[PastUse | MovedBooking]] = {
    MoveKind.USAGE: PastUse,
    MoveKind.BOOKINGS: MovedBooking,
}


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What a file brings: rows that are new, rows known from before (or twice in it), and those refused."""

    new: tuple[MovedRow, ...]
    known: int
    left_out: int
    refused: tuple[RefusedRow, ...]

    @property
    def last_line(self) -> str:
        """Return the counts as the command prints them."""
        return (
            f"added {len(self.new)}, known {self.known}, left out {self.left_out}, "
            f"refused {len(self.refused)}"
        )


def instruments_of(provider: ProviderCard) -> dict[int, InstrumentCard]:
    """Return every instrument of a provider, drafts and retired ones too, by id."""
    return {card.id: card for card in pool.all_instruments(provider.code) if card.provider.id == provider.id}


def read_file(
    content: bytes, meaning: Meaning, provider: ProviderCard, kind: MoveKind, now: datetime, own_hosts: str
) -> ReadRows:
    """Return what a file says, read outside any transaction: others write meanwhile.

    Raises Invalid for what can't be read as it is said, TooManyRequests while other calendars are read.
    """
    theirs = set(meaning.instruments.values())
    ours = instruments_of(provider)
    if not theirs <= ours.keys() or (theirs and not theirs <= schedules(sorted(theirs)).keys()):
        raise Invalid("not_yours", N_("An instrument is not one of this provider's that have hours."))
    return read_rows(content, meaning, kind, now, own_hosts)


def foresee(read: ReadRows, kind: MoveKind) -> MoveReport:
    """Return what taking the rows over would do. Raises Invalid for more bookings than a file may hold."""
    rows = {row.key: row for row in read.good}
    known = {key for part in _in_parts(list(rows.values())) for key in _known(part, kind)}
    new = tuple(row for key, row in rows.items() if key not in known)
    if kind is MoveKind.BOOKINGS and len(new) > MOST_BOOKINGS:
        message, fix = N_("The file has more than %(most)s bookings."), N_("Split it into several files.")
        raise Invalid("too_many_bookings", message, fix=fix, most=MOST_BOOKINGS)
    return MoveReport(new, len(read.good) - len(new), read.left_out, read.refused)


def take_over(report: MoveReport, move_in_id: int, kind: MoveKind, by: EventActor, now: datetime) -> None:
    """Write the new rows: use into the log of past use, bookings as closures of their own."""
    for rows in _in_parts(report.new):
        if kind is MoveKind.USAGE:
            db.session.execute(insert(PastUse), [_used(row, move_in_id) for row in rows])
        else:
            db.session.execute(insert(MovedBooking), list(_blocked(rows, move_in_id, by, now)))


def _known(rows: Sequence[MovedRow], kind: MoveKind) -> list[str]:
    table = TABLES[kind]
    return list(db.session.scalars(select(table.row_key).where(table.row_key.in_([row.key for row in rows]))))


def _used(row: MovedRow, move_in_id: int) -> dict[str, object]:
    return _values(row, move_in_id) | {"minutes": (row.span.end - row.span.start) // timedelta(minutes=1)}


def _blocked(
    rows: Sequence[MovedRow], move_in_id: int, by: EventActor, now: datetime
) -> Iterator[dict[str, object]]:
    """Close the time of some rows, an instrument at a time, and yield what is kept of each."""
    of_one = attrgetter("instrument_id")
    for instrument_id, found in groupby(sorted(rows, key=of_one), key=of_one):
        each = list(found)
        spans = [row.span for row in each]
        ids = close_all(instrument_id=instrument_id, spans=spans, reason=REASON, now=now, by=by)
        for row, closure_id in zip(each, ids, strict=True):
            yield _values(row, move_in_id) | {"closure_id": closure_id}


def _values(row: MovedRow, move_in_id: int) -> dict[str, object]:
    return {
        "move_in_id": move_in_id,
        "instrument_id": row.instrument_id,
        "row_key": row.key,
        "starts_at": row.span.start,
        "ends_at": row.span.end,
        "who": row.who,
        "purpose": row.purpose,
    }


def _in_parts(rows: Sequence[MovedRow]) -> Iterator[Sequence[MovedRow]]:
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]
