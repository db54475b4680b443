"""Free and taken time over the API, public and without names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from app.accounts.access import find_actor, public
from app.booking.api.blueprint import api
from app.booking.api.parts import SpanAnswer
from app.booking.publishing.ownership import visible_instrument
from app.booking.queries.slots import PricedSlot, availability, earliest_slots
from app.calendar.domain.free import AllocationKind, Busy
from app.infra import clock
from app.infra.api import Answer, Instant, MinorUnits, MoneyBody, reads
from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.kernel.text import N_
from app.pool.queries import CatalogueFilter

USUAL_WINDOW = timedelta(days=7)
LONGEST_WINDOW = timedelta(days=62)
STEP = timedelta(minutes=15)


class WindowQuery(BaseModel):
    """A span of time; without bounds the week from now."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    from_at: Instant | None = Field(default=None, alias="from")
    to_at: Instant | None = Field(default=None, alias="to")

    def window(self, now: datetime) -> Interval:
        """Return the span. Raises Invalid `ends_before_start`, `window_too_long`."""
        start = (self.from_at or now).astimezone(UTC)
        end = (self.to_at or start + USUAL_WINDOW).astimezone(UTC)
        if end <= start:
            raise Invalid("ends_before_start", N_("The span ends before it starts."), field="to")
        if end - start > LONGEST_WINDOW:
            fix = N_("Ask for at most %(days)s days at a time.")
            message = N_("The span is too long.")
            raise Invalid("window_too_long", message, field="to", fix=fix, days=LONGEST_WINDOW.days)
        return Interval(start, end)


class FreeSlotsQuery(WindowQuery):
    """What slot is looked for; `max_hourly` in minor units."""

    minutes: int = Field(ge=1, le=31 * 1440)
    q: str | None = None
    category: str | None = None
    region: str | None = None
    provider: str | None = None
    max_hourly: MinorUnits | None = None
    limit: int = Field(default=10, ge=1, le=50)

    def wanted(self) -> CatalogueFilter:
        """Return which instruments are asked."""
        return CatalogueFilter(self.q, self.category, self.region, self.provider, self.max_hourly)


class BusyAnswer(SpanAnswer):
    """Time that is taken, and by what kind of thing."""

    kind: AllocationKind

    @classmethod
    def of_busy(cls, busy: Busy) -> BusyAnswer:
        """Return taken time as it is answered."""
        return cls(start=busy.span.start, end=busy.span.end, kind=busy.kind)


class AvailabilityAnswer(Answer):
    """Free and taken time; `timezone` is the instrument's own."""

    timezone: str
    free: list[SpanAnswer]
    busy: list[BusyAnswer]


class FreeSlotAnswer(Answer):
    """A free span of an instrument and its price before any voucher."""

    instrument_id: int
    name: str
    start: Instant
    end: Instant
    timezone: str
    price: MoneyBody

    @classmethod
    def of(cls, slot: PricedSlot) -> FreeSlotAnswer:
        """Return a slot as it is answered."""
        return cls(
            instrument_id=slot.instrument.id,
            name=slot.instrument.name,
            start=slot.span.start,
            end=slot.span.end,
            timezone=slot.zone,
            price=MoneyBody.of(slot.price.total),
        )


class FreeSlotList(Answer):
    """Free slots, soonest first; there is no further page."""

    items: list[FreeSlotAnswer]
    next: None = None


@api.get("/instruments/<int:instrument_id>/availability")
@public
@reads(query=WindowQuery, answer=AvailabilityAnswer)
def show_availability(query: WindowQuery, instrument_id: int) -> AvailabilityAnswer:
    """When the instrument is free, and when it is taken."""
    now = clock.now()
    window = query.window(now)
    visible_instrument(instrument_id, find_actor())
    found = availability(instrument_id, window, now)
    return AvailabilityAnswer(
        timezone=found.schedule.zone,
        free=[SpanAnswer.of(span) for span in found.free],
        busy=[BusyAnswer.of_busy(busy) for busy in found.busy],
    )


@api.get("/free-slots")
@public
@reads(query=FreeSlotsQuery, answer=FreeSlotList)
def list_free_slots(query: FreeSlotsQuery) -> FreeSlotList:
    """The earliest free slots over the whole pool, one an instrument."""
    now = clock.now()
    window = query.window(now)
    # A slot that begins this very second can not be booked any more, nor would it meet the grid.
    soonest = now + STEP - (now - now.replace(minute=0, second=0, microsecond=0)) % STEP
    if window.end <= soonest:
        return FreeSlotList(items=[])
    ahead = Interval(max(window.start, soonest), window.end)
    slots = earliest_slots(query.wanted(), minutes=query.minutes, window=ahead, limit=query.limit)
    return FreeSlotList(items=[FreeSlotAnswer.of(slot) for slot in slots])
