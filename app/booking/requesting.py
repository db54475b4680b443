"""Books a slot, directly or as it was quoted: time and voucher in one transaction, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.assessing import Offer, check_still_free
from app.booking.domain.cards import QuoteState
from app.booking.domain.wishes import SlotWish
from app.booking.models import Booking, Quote
from app.booking.offering import offered
from app.booking.opening import Opening, open_booking
from app.booking.queries.quotes import lock_quote
from app.booking.references import free_reference
from app.booking.vouching import hold
from app.calendar import queries as calendar
from app.calendar.allocations import allocate, hand_over
from app.calendar.domain.free import AllocationKind
from app.infra.db import constraint_error, swap
from app.kernel.errors import Conflict
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import Price

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.cards import BookingCard, QuoteCard


def quote_used() -> Conflict:
    """Return the refusal of a quote that became a booking already."""
    return Conflict(
        "quote_used", N_("This quote was booked already."), field="quote_id", fix=N_("Ask for a new quote.")
    )


constraint_error("uq_booking_quote_ref", quote_used, sqlite_columns="booking.quote_ref")


def book_slot(
    *, wish: SlotWish, purpose: str, by: Actor, enterprise: OrganisationCard, now: datetime
) -> BookingCard:
    """Book the wished slot at its present price.

    Raises as `assess` does, Conflict `slot_taken` for the loser of a race, and as `voucher.holds.hold`: with
    a voucher that may not pay, nothing is booked.
    """
    offer = offered(wish, enterprise, now=now)
    ref = free_reference(Booking, "B")
    _allocate(ref, offer, wish.lane, now)
    agreed = hold(
        reference=ref, offer=offer, wish=wish.voucher, enterprise=enterprise, by=event_actor(by), now=now
    )
    return open_booking(Opening(ref, offer, agreed, purpose, None, by, enterprise), now)


def book_quote(
    *, quote_ref: str, purpose: str, by: Actor, enterprise: OrganisationCard, now: datetime
) -> BookingCard:
    """Book what was quoted, at the quoted price. A slot the quote did not hold may be gone.

    Raises:
        NotFound: no quote of the actor's.
        Conflict: `quote_used`, `quote_expired`, or `slot_taken` when the quote did not hold the slot.
        PaymentRequired, Invalid: the voucher may no longer pay what was quoted; a slot not held was closed.
    """
    quote = lock_quote(quote_ref, by)
    if quote.state is QuoteState.USED:
        raise quote_used()
    if quote.state is QuoteState.EXPIRED or quote.valid_until <= now:
        fix = N_("Ask for a new quote.")
        raise Conflict("quote_expired", N_("This quote is no longer valid."), field="quote_id", fix=fix)
    offer = as_quoted(quote)
    ref = free_reference(Booking, "B")
    if quote.holds:
        hand_over(reference=quote.ref, to_reference=ref, kind=AllocationKind.BOOKING)
    else:
        check_still_free(SlotWish(quote.instrument_id, quote.span, quote.lane), now=now)
        _allocate(ref, offer, quote.lane, now)
    voucher = quote.agreed.voucher
    wish = voucher.wish if voucher else None
    agreed = hold(reference=ref, offer=offer, wish=wish, enterprise=enterprise, by=event_actor(by), now=now)
    swap(Quote, quote.id, from_state=QuoteState.OPEN, to_state=QuoteState.USED)
    return open_booking(Opening(ref, offer, agreed, purpose, quote.ref, by, enterprise), now)


def _allocate(ref: str, offer: Offer, lane: int | None, now: datetime) -> None:
    allocate(
        instrument_id=offer.instrument.id,
        reference=ref,
        kind=AllocationKind.BOOKING,
        blocked=offer.margins.blocked(offer.span),
        now=now,
        lane=lane,
    )


def as_quoted(quote: QuoteCard) -> Offer:
    """Return what the quote promised: its lines and its version of the rate card, whatever came since."""
    instrument = pool.get_instrument(quote.instrument_id)
    zone = calendar.get_schedule(quote.instrument_id).zone
    price = Price(quote.agreed.lines, quote.agreed.total)
    return Offer(instrument, zone, quote.span, pool.rate_card(quote.agreed.rate_card_id), price)
