"""The steps of "check and book": keep the slot while one checks, choose who pays, book; or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.booking.domain.cards import QuoteState
from app.booking.models import Quote
from app.booking.queries.checkout import find_held
from app.booking.queries.quotes import lock_quote
from app.booking.queries.rows import agreed_columns
from app.booking.quoting import quote_and_hold
from app.booking.requesting import as_quoted, book_quote
from app.booking.vouching import promise
from app.calendar.allocations import release
from app.infra.db import db, swap
from app.kernel.errors import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.cards import BookingCard, QuoteCard
    from app.booking.domain.wishes import SlotWish, VoucherWish


def keep(*, wish: SlotWish, by: Actor, enterprise: OrganisationCard, now: datetime) -> QuoteCard:
    """Keep the wished slot for the actor and return the quote; asking again for the same returns the same.

    What they kept on the instrument before is given back first: nobody is in their own way. Raises as
    `quoting.quote_and_hold`.
    """
    held = find_held(by, wish.instrument_id, now)
    if held is not None and held.span == wish.span:
        return held
    if held is not None:
        _give_back(held)
    return quote_and_hold(wish=wish, by=by, enterprise=enterprise, now=now).quote


def let_go(*, quote_ref: str, by: Actor) -> QuoteCard:
    """Give a kept slot back before its time; harmless when the quote is no longer open. Raises NotFound."""
    quote = lock_quote(quote_ref, by)
    if quote.state is QuoteState.OPEN:
        _give_back(quote)
    return quote


def book(
    *,
    quote_ref: str,
    voucher: VoucherWish | None,
    purpose: str,
    by: Actor,
    enterprise: OrganisationCard,
    now: datetime,
) -> BookingCard:
    """Book what was quoted, paid as chosen now. Raises as `book_quote`, and Invalid for the voucher."""
    _pay_by(quote_ref, voucher, by, enterprise)
    return book_quote(quote_ref=quote_ref, purpose=purpose, by=by, enterprise=enterprise, now=now)


def _pay_by(quote_ref: str, voucher: VoucherWish | None, by: Actor, enterprise: OrganisationCard) -> None:
    """Set who pays of an open quote; its price and slot stay as promised."""
    quote = lock_quote(quote_ref, by)
    promised = promise(as_quoted(quote), voucher, enterprise)
    if promised.problems:
        raise Invalid.of(promised.problems)
    db.session.execute(
        update(Quote)
        .where(Quote.id == quote.id, Quote.state == QuoteState.OPEN)
        .values(**agreed_columns(promised.agreed))
        .execution_options(synchronize_session=False)
    )


def _give_back(quote: QuoteCard) -> None:
    swap(Quote, quote.id, from_state=QuoteState.OPEN, to_state=QuoteState.EXPIRED)
    release(reference=quote.ref)
