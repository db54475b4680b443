"""Bookings over the API: made, listed, looked at."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.booking.acting import seen
from app.booking.api.answers import BookingAnswer, BookingList, SettlementAnswer
from app.booking.api.blueprint import api
from app.booking.api.parts import VoucherChoice
from app.booking.customers import enterprise_of
from app.booking.domain.cards import BookingCard
from app.booking.domain.rules import span_of
from app.booking.domain.states import State
from app.booking.domain.wishes import SlotWish
from app.booking.queries.bookings import BookingFilter, bookings
from app.booking.queries.settlements import get_settlement
from app.booking.requesting import book_quote, book_slot
from app.infra import clock
from app.infra.api import Instant, PageQuery, RowId, reads, writes
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_


class BookingBody(VoucherChoice):
    """Either a `quote_id`, or the slot itself with the voucher to pay with."""

    quote_id: str | None = None
    instrument_id: RowId | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    lane: int | None = None
    purpose: str = Field(default="", max_length=2000)

    def wish(self) -> SlotWish:
        """Return the slot asked for. Raises Invalid with every field that is missing."""
        if self.instrument_id is None or self.starts_at is None or self.ends_at is None:
            needed = ("instrument_id", "starts_at", "ends_at")
            missing = [name for name in needed if getattr(self, name) is None]
            raise Invalid.of([Problem("missing", N_("This field is needed."), name) for name in missing])
        span = span_of(self.starts_at, self.ends_at)
        return SlotWish(self.instrument_id, span, self.lane, self.voucher_wish())


class BookingsQuery(PageQuery):
    """What the list is narrowed to: a state, bookings that overlap the time between `from` and `to`."""

    state: State | None = None
    from_at: Instant | None = Field(default=None, alias="from")
    to_at: Instant | None = Field(default=None, alias="to")
    instrument_id: RowId | None = None

    def wanted(self) -> BookingFilter:
        """Return the filter."""
        states = frozenset({self.state}) if self.state else frozenset()
        return BookingFilter(states, self.from_at, self.to_at, self.instrument_id)


@api.post("/bookings")
@requires(Permission.BOOK)
@writes(body=BookingBody, answer=BookingAnswer, status=201)
def create_booking(body: BookingBody) -> BookingAnswer:
    """Book what was quoted, or a slot directly: time allocated and voucher held, or nothing at all."""
    actor = current_actor()
    return BookingAnswer.of(_booked(body, actor, clock.now()), actor)


@api.get("/bookings")
@requires(Permission.SEE_BOOKINGS)
@reads(query=BookingsQuery, answer=BookingList)
def list_bookings(query: BookingsQuery) -> BookingList:
    """Your own bookings; as manager your enterprise's, as keeper those of your instruments."""
    actor = current_actor()
    page = bookings(query.wanted(), actor, cursor=query.cursor, limit=query.limit)
    return BookingList(items=[BookingAnswer.of(each, actor) for each in page.items], next=page.next)


@api.get("/bookings/<ref>")
@requires(Permission.SEE_BOOKINGS)
@reads(answer=BookingAnswer)
def show_booking(ref: str) -> BookingAnswer:
    """One booking, with what you may do now."""
    actor = current_actor()
    return BookingAnswer.of(seen(ref, actor), actor)


@api.get("/bookings/<ref>/settlement")
@requires(Permission.SEE_BOOKINGS)
@reads(answer=SettlementAnswer)
def show_booking_settlement(ref: str) -> SettlementAnswer:
    """The final price beside the quoted one, once the booking is settled."""
    booking = seen(ref, current_actor())
    return SettlementAnswer.of(booking, get_settlement(booking))


def _booked(body: BookingBody, actor: Actor, now: datetime) -> BookingCard:
    enterprise = enterprise_of(actor)
    if body.quote_id is not None:
        return book_quote(
            quote_ref=body.quote_id, purpose=body.purpose, by=actor, enterprise=enterprise, now=now
        )
    return book_slot(wish=body.wish(), purpose=body.purpose, by=actor, enterprise=enterprise, now=now)
