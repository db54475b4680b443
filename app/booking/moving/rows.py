"""The rows of a file as use or bookings of our instruments, and each that is refused with why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.domain.moving import Meaning, MovedRow, MoveKind, read_day, read_moment
from app.booking.domain.moving_headings import NEEDED, Heading
from app.booking.moving.tables import UNNAMED, is_calendar, read_sheet
from app.calendar.outside.looking import room_to_read
from app.calendar.reading.child import read_in_child
from app.kernel.errors import Invalid, Problem
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.moving.tables import Sheet

LONGEST = timedelta(days=92)
#: How far a calendar is read: back for use, ahead for bookings.
BACK, AHEAD = timedelta(days=3653), timedelta(days=550)
MOST_MINUTES = 200_000
LONGEST_WHO, LONGEST_PURPOSE = 300, 500


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken over, and why."""

    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class ReadRows:
    """A file as read. `left_out` rows are of instruments that shall not be taken over."""

    good: tuple[MovedRow, ...]
    refused: tuple[RefusedRow, ...]
    left_out: int = 0


class RefusedCellError(ValueError):
    """A cell that can't be understood."""

    def __init__(self, problem: Problem) -> None:
        """Take why."""
        super().__init__(problem.code)
        self.problem = problem


def read_rows(content: bytes, meaning: Meaning, kind: MoveKind, now: datetime, own_hosts: str) -> ReadRows:
    """Return a file's rows by what it means. Raises Invalid for a file that can't be read at all."""
    if is_calendar(content):
        return _of_calendar(content, meaning, kind, now, own_hosts)
    sheet = read_sheet(content)
    _check_columns(sheet, meaning)
    good: list[MovedRow] = []
    refused: list[RefusedRow] = []
    left_out = 0
    for line, cells in sheet.rows:
        name = sheet.cell(cells, meaning.columns.get(Heading.INSTRUMENT))
        instrument_id = meaning.instruments.get(name)
        if instrument_id is None:
            left_out += 1
            continue
        try:
            good.append(_row(sheet, line, cells, instrument_id, meaning, kind, now))
        except RefusedCellError as refusal:
            refused.append(RefusedRow(line, refusal.problem))
    return ReadRows(tuple(good), tuple(refused), left_out)


def _check_columns(sheet: Sheet, meaning: Meaning) -> None:
    message = N_("Say which column holds it.")
    missing = [what for what in NEEDED if meaning.columns.get(what) not in sheet.headings]
    if missing:
        raise Invalid.of([Problem("missing_column", message, field=f"column_{what}") for what in missing])


def _of_calendar(content: bytes, meaning: Meaning, kind: MoveKind, now: datetime, own_hosts: str) -> ReadRows:
    instrument_id = meaning.instruments.get(UNNAMED)
    if instrument_id is None:
        return ReadRows((), ())
    is_past = kind is MoveKind.USAGE
    # What is under way is read whole: its row has to be the same one tomorrow.
    window = Interval(now - BACK, now + LONGEST) if is_past else Interval(now - LONGEST, now + AHEAD)
    with room_to_read():
        reading = read_in_child(content, window, ZoneInfo(meaning.zone), own_hosts)
    wanted = [span for span in reading.busy if (span.end <= now) is is_past]
    return ReadRows(tuple(MovedRow(0, instrument_id, span, "", "") for span in wanted), ())


def _row(
    sheet: Sheet,
    line: int,
    cells: tuple[str, ...],
    instrument_id: int,
    meaning: Meaning,
    kind: MoveKind,
    now: datetime,
) -> MovedRow:
    said = {what: sheet.cell(cells, meaning.columns.get(what)) for what in Heading}
    span = _span(said, meaning)
    if kind is MoveKind.USAGE and span.end > now:
        raise _refused("use_not_over", N_("This use is not over yet."), Heading.END)
    if kind is MoveKind.BOOKINGS and span.end <= now:
        raise _refused("booking_over", N_("This booking is over: send it as past use."), Heading.END)
    who, purpose = said[Heading.WHO][:LONGEST_WHO], said[Heading.PURPOSE][:LONGEST_PURPOSE]
    return MovedRow(line, instrument_id, span, who, purpose)


def _span(said: dict[Heading, str], meaning: Meaning) -> Interval:
    day = read_day(said[Heading.DATE], meaning.order)
    start = read_moment(said[Heading.START], meaning, day)
    if start is None:
        raise _refused("unreadable_start", N_("The start is no date with a time."), Heading.START)
    end = _end(said, meaning, start)
    if end is None:
        message = N_("The end is no date with a time, and there is no length.")
        raise _refused("unreadable_end", message, Heading.END)
    if end <= start:
        raise _refused("ends_before_it_starts", N_("It ends before it starts."), Heading.END)
    if end - start > LONGEST:
        raise _refused("too_long", N_("It is longer than three months."), Heading.END)
    return Interval(start, end)


def _end(said: dict[Heading, str], meaning: Meaning, start: datetime) -> datetime | None:
    if said[Heading.END]:
        day = start.astimezone(ZoneInfo(meaning.zone)).date()
        end = read_moment(said[Heading.END], meaning, day)
        is_time_alone = read_day(said[Heading.END], meaning.order) is None
        if end is not None and is_time_alone and end <= start:
            end = read_moment(said[Heading.END], meaning, day + timedelta(days=1))  # over midnight
        return end
    minutes = said[Heading.MINUTES]
    if minutes.isascii() and minutes.isdecimal() and len(minutes) < 7 and 0 < int(minutes) <= MOST_MINUTES:
        return start + timedelta(minutes=int(minutes))
    return None


def _refused(code: str, message: str, field: Heading) -> RefusedCellError:
    return RefusedCellError(Problem(code, message, field=str(field)))
