"""Check your answers: the promised price, who pays, what cancelling would cost, how long the slot is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain.cards import QuoteState
from app.booking.present.ladder import ladder
from app.booking.present.payment import best_of, payment_choices
from app.booking.queries.quotes import get_quote
from app.booking.vouching import purchase_of
from app.calendar import queries as calendar
from app.pool import queries as pool
from app.pool.domain.pricing import Price, no_show_fee

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.cards import QuoteCard
    from app.booking.present.ladder import Rung
    from app.booking.present.payment import PaymentChoice
    from app.kernel.money import Money
    from app.pool.domain.cards import InstrumentCard


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A quote with all that is to be known before booking it; `best` names the cheapest way to pay."""

    quote: QuoteCard
    instrument: InstrumentCard
    zone: str
    choices: tuple[PaymentChoice, ...]
    best: str
    ladder: tuple[Rung, ...]
    no_show_fee: Money
    card_version: int
    is_kept: bool
    minutes_left: int


def check_page(ref: str, actor: Actor, enterprise: OrganisationCard, now: datetime) -> CheckPage:
    """Gather the page of the actor's own quote. Raises NotFound."""
    quote = get_quote(ref, actor)
    instrument = pool.get_instrument(quote.instrument_id)
    card = pool.rate_card(quote.agreed.rate_card_id)
    total = quote.agreed.total
    price = Price(quote.agreed.lines, total)
    choices = payment_choices(purchase_of(price, instrument, quote.span, enterprise))
    return CheckPage(
        quote=quote,
        instrument=instrument,
        zone=calendar.get_schedule(quote.instrument_id).zone,
        choices=tuple(choices),
        best=best_of(choices).key,
        ladder=ladder(card.terms, total, quote.span.start, now),
        no_show_fee=no_show_fee(card.terms, total).total,
        card_version=card.version,
        is_kept=quote.state is QuoteState.OPEN and quote.valid_until > now,
        minutes_left=max(0, (quote.valid_until - now) // timedelta(minutes=1)),
    )
