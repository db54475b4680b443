"""The pages of an instrument's outside calendars: the list, a preview, one with its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.publishing.outside import own_instrument
from app.booking.queries.bookings import bookings_of
from app.calendar import queries as calendar
from app.calendar.domain.outside import AHEAD, PREVIEWED
from app.infra.api import decode_cursor, encode_cursor
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.calendar.domain.outside_cards import DraftCard, OutsideCard, ReadingCard
    from app.calendar.queries import Schedule
    from app.pool.domain.cards import InstrumentCard

SHOWN_SPANS = 10
A_PAGE = 30


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """The calendars of an instrument."""

    instrument: InstrumentCard
    schedule: Schedule
    calendars: tuple[OutsideCard, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a calendar would block: `soon` in the next month, its first spans, and the bookings under it."""

    instrument: InstrumentCard
    schedule: Schedule
    draft: DraftCard
    ahead: tuple[Interval, ...]
    soon: int
    clashes: tuple[BookingCard, ...]

    @property
    def first(self) -> tuple[Interval, ...]:
        """Return the spans that are shown one by one."""
        return self.ahead[:SHOWN_SPANS]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One calendar: what it blocks next, the bookings under it, and the tries to read it, newest first."""

    instrument: InstrumentCard
    schedule: Schedule
    card: OutsideCard
    clashes: tuple[BookingCard, ...]
    readings: tuple[ReadingCard, ...]
    next: str | None


def outside_page(instrument_id: int, actor: Actor) -> OutsidePage:
    """Gather the list. Raises NotFound."""
    instrument = own_instrument(instrument_id, actor)
    schedule = calendar.get_schedule(instrument_id)
    return OutsidePage(instrument, schedule, tuple(calendar.outside_calendars(instrument_id)))


def preview_page(instrument_id: int, ref: str, actor: Actor, now: datetime) -> PreviewPage:
    """Gather a preview. Raises NotFound."""
    instrument = own_instrument(instrument_id, actor)
    draft = calendar.get_draft(instrument_id, ref)
    ahead = tuple(span for span in draft.busy if span.end > now)
    month = Interval(now, now + PREVIEWED)
    under = calendar.would_clash(instrument_id, draft.source.lane, draft.busy, now)
    return PreviewPage(
        instrument=instrument,
        schedule=calendar.get_schedule(instrument_id),
        draft=draft,
        ahead=ahead,
        soon=sum(span.overlaps(month) for span in ahead),
        clashes=tuple(bookings_of(under)),
    )


def calendar_page(
    instrument_id: int, calendar_id: int, actor: Actor, cursor: str | None, now: datetime
) -> CalendarPage:
    """Gather one calendar. Raises NotFound."""
    instrument = own_instrument(instrument_id, actor)
    card = calendar.get_outside_calendar(instrument_id, calendar_id)
    before = decode_cursor(cursor, int)[0] if cursor else None
    found = calendar.readings(calendar_id, before=before, limit=A_PAGE + 1)
    shown = found[:A_PAGE]
    window = Interval(now, now + AHEAD)
    clashes = calendar.clashes(lambda column: column == instrument_id, window)
    under = [clash.reference for clash in clashes if clash.calendar_id == calendar_id]
    return CalendarPage(
        instrument=instrument,
        schedule=calendar.get_schedule(instrument_id),
        card=card,
        clashes=tuple(bookings_of(under)),
        readings=tuple(shown),
        next=encode_cursor([shown[-1].id]) if len(found) > len(shown) else None,
    )
