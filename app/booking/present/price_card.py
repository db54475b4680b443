"""The booking card beside an instrument: the price of the chosen span, or every reason against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.booking.assessing import assess_on
from app.booking.domain.wishes import SlotWish
from app.booking.present.payment import best_of, payment_choices
from app.booking.queries.checkout import find_held
from app.booking.suggesting import nearest_that_passes
from app.booking.vouching import purchase_of
from app.kernel.errors import DomainError, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.bookable import Bookable
    from app.booking.domain.cards import QuoteCard
    from app.booking.forms.span import SpanForm
    from app.booking.present.payment import PaymentChoice
    from app.kernel.errors import Problem
    from app.kernel.interval import Interval
    from app.kernel.money import Money
    from app.pool.domain.pricing import PriceLine


@dataclass(frozen=True, slots=True)
class PriceCard:
    """What the card shows. Without a span it only asks for one.

    `held` is what the actor keeps on this instrument now: it would stand in their own way, so it is shown.
    """

    span: Interval | None = None
    lines: tuple[PriceLine, ...] = ()
    total: Money | None = None
    best: PaymentChoice | None = None
    problems: tuple[Problem, ...] = ()
    nearest: Interval | None = None
    held: QuoteCard | None = None


def price_card(subject: Bookable, form: SpanForm, actor: Actor | None, now: datetime) -> PriceCard:
    """Price what the form asks for; raises NotFound for an instrument that was never published."""
    booker = actor if actor and actor.may(Permission.BOOK) else None
    held = find_held(booker, subject.instrument.id, now) if booker else None
    if not form.is_filled or not form.validate():
        return PriceCard(held=held)
    try:
        span = form.span(subject.schedule.zone)
    except DomainError as refusal:
        return PriceCard(problems=refusal.problems, held=held)
    if held and held.span == span:
        return PriceCard(span, held=held)
    try:
        offer = assess_on(subject, SlotWish(subject.instrument.id, span), now=now)
    except NotFound:
        raise
    except DomainError as refusal:
        nearest = nearest_that_passes(subject, span, now)
        return PriceCard(span, problems=refusal.problems, nearest=nearest, held=held)
    best = None
    if booker and booker.organisation:
        choices = payment_choices(purchase_of(offer.price, offer.instrument, span, booker.organisation))
        best = best_of(choices)
    return PriceCard(span, offer.price.lines, offer.price.total, best, held=held)
