"""Promises a price for some minutes, and holds the slot for as long when asked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.booking.domain.cards import QuoteState
from app.booking.domain.deadlines import QUOTE_VALID
from app.booking.models import Quote
from app.booking.offering import offered
from app.booking.queries.rows import agreed_columns, quote_card
from app.booking.references import free_reference
from app.booking.vouching import promise
from app.calendar.allocations import allocate, release
from app.calendar.domain.free import AllocationKind
from app.infra.db import db, execute_checked, swap

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.assessing import Offer
    from app.booking.domain.cards import QuoteCard
    from app.booking.domain.wishes import SlotWish
    from app.kernel.errors import Problem
    from app.pool.domain.rates import RateCard


@dataclass(frozen=True, slots=True)
class Quoted:
    """A kept quote, the card it was priced by, and why the voucher (if one was named) does not pay."""

    quote: QuoteCard
    rate_card: RateCard
    problems: tuple[Problem, ...]


def quote(*, wish: SlotWish, by: Actor, enterprise: OrganisationCard, now: datetime) -> Quoted:
    """Keep the price of the wished slot, valid for QUOTE_VALID. The slot stays free for others.

    Raises as `assess` does. A voucher that may not pay is no refusal: the quote then stands without it.
    """
    offer = offered(wish, enterprise, now=now)
    return _keep(offer, wish, by, enterprise, now, None)


def quote_and_hold(*, wish: SlotWish, by: Actor, enterprise: OrganisationCard, now: datetime) -> Quoted:
    """Keep the price of the wished slot and the slot with it. Raises as `quote`, and `slot_taken`."""
    offer = offered(wish, enterprise, now=now)
    reference = free_reference(Quote, "Q")
    allocate(
        instrument_id=wish.instrument_id,
        reference=reference,
        kind=AllocationKind.QUOTE,
        blocked=offer.margins.blocked(wish.span),
        now=now,
        expires_at=now + QUOTE_VALID,
        lane=wish.lane,
    )
    return _keep(offer, wish, by, enterprise, now, reference)


def overdue_quotes(now: datetime, limit: int) -> list[int]:
    """Return open quotes whose time is over, oldest first."""
    overdue = (
        select(Quote.id)
        .where(Quote.state == QuoteState.OPEN, Quote.valid_until <= now)
        .order_by(Quote.valid_until)
        .limit(limit)
    )
    return list(db.session.scalars(overdue))


def expire_quote(quote_id: int, now: datetime) -> None:
    """Close a quote nobody used and give its slot back; do nothing when it was used meanwhile."""
    row = db.session.get(Quote, quote_id, with_for_update=True, populate_existing=True)
    if row is None or row.state != QuoteState.OPEN or row.valid_until > now:
        return
    swap(Quote, quote_id, from_state=QuoteState.OPEN, to_state=QuoteState.EXPIRED)
    release(reference=row.ref)


def _keep(
    offer: Offer,
    wish: SlotWish,
    by: Actor,
    enterprise: OrganisationCard,
    now: datetime,
    held_under: str | None,
) -> Quoted:
    promised = promise(offer, wish.voucher, enterprise)
    statement = insert(Quote).values(
        ref=held_under or free_reference(Quote, "Q"),
        state=QuoteState.OPEN,
        instrument_id=wish.instrument_id,
        person_id=by.person_id,
        enterprise_id=enterprise.id,
        starts_at=wish.span.start,
        ends_at=wish.span.end,
        lane=wish.lane,
        holds=held_under is not None,
        quoted_at=now,
        valid_until=now + QUOTE_VALID,
        **agreed_columns(promised.agreed),
    )
    row = execute_checked(statement.returning(Quote)).scalar_one()
    return Quoted(quote_card(row), offer.rate_card, promised.problems)
