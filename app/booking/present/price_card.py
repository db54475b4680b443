"""The booking card beside an instrument: the price of the chosen span, or every reason against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.booking.assessing import assess
from app.booking.domain.wishes import SlotWish
from app.booking.present.payment import best_of, payment_choices
from app.kernel.errors import DomainError, NotFound
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.forms.span import SpanForm
    from app.booking.present.payment import PaymentChoice
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.pool.domain.pricing import PriceLine


@dataclass(frozen=True, slots=True)
class PriceCard:
    """What the card shows. Without a span it only asks for one."""

    span: Interval | None = None
    lines: tuple[PriceLine, ...] = ()
    total: Money | None = None
    best: PaymentChoice | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def nearest(self) -> Interval | None:
        """Return the nearest span that would pass, as far as one was found."""
        found = (problem.values.get("nearest") for problem in self.problems)
        return next((span for span in found if isinstance(span, Interval)), None)


def price_card(
    instrument_id: int, zone: str, form: SpanForm, actor: Actor | None, now: datetime
) -> PriceCard:
    """Price what the form asks for; raises NotFound for an instrument that cannot be known of."""
    if not form.is_filled or not form.validate():
        return PriceCard()
    try:
        span = form.span(zone)
    except DomainError as refusal:
        return PriceCard(problems=refusal.problems)
    try:
        offer = assess(SlotWish(instrument_id, span), now=now)
    except NotFound:
        raise
    except DomainError as refusal:
        return PriceCard(span, problems=refusal.problems)
    best = None
    if actor and actor.organisation and actor.may(Permission.BOOK):
        choices = payment_choices(offer.price.total, offer.instrument, span.start, actor.organisation)
        best = best_of(choices)
    return PriceCard(span, offer.price.lines, offer.price.total, best)
