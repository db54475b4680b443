"""Takes a share of a slot's price from a voucher: looks first (for a quote), then holds (for a booking)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.domain.cards import Agreed
from app.booking.domain.deadlines import hold_until
from app.booking.facts import time_on
from app.booking.purchasing import Purchase, look, take
from app.kernel.money import Money
from app.pool.domain.pricing import Price
from app.voucher.domain.days import voucher_day
from app.voucher.domain.refusing import ABOUT_AMOUNTS

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.booking.assessing import Offer
    from app.booking.domain.wishes import VoucherWish
    from app.infra.events import EventActor
    from app.kernel.errors import Problem
    from app.kernel.interval import Interval
    from app.pool.domain.cards import InstrumentCard


@dataclass(frozen=True, slots=True)
class Promise:
    """A price with the voucher's share as far as it may pay; `problems` tell why it may not."""

    agreed: Agreed
    problems: tuple[Problem, ...] = ()


def purchase_of(
    price: Price, instrument: InstrumentCard, span: Interval, enterprise: OrganisationCard
) -> Purchase:
    """Return a span of an instrument as something to be paid for."""
    return Purchase(price, enterprise, time_on(instrument), voucher_day(span.start), hold_until(span))


def promise(offer: Offer, wish: VoucherWish | None, enterprise: OrganisationCard) -> Promise:
    """Return what a voucher would pay of the offer; what speaks against it is told, not raised."""
    outlook = look(purchase_of(offer.price, offer.instrument, offer.span, enterprise), wish)
    return Promise(Agreed.by_card(outlook.agreement, offer.rate_card.id), outlook.problems)


def objections(
    wish: VoucherWish,
    enterprise: OrganisationCard,
    instrument: InstrumentCard,
    starts_at: datetime,
    price: Price | None,
) -> tuple[Problem, ...]:
    """Return why a voucher may not pay; of a span without a price nothing is said about amounts."""
    asked = price or Price((), Money.zero())
    supply = time_on(instrument)
    found = look(Purchase(asked, enterprise, supply, voucher_day(starts_at), starts_at), wish).problems
    return tuple(each for each in found if price or each.code not in ABOUT_AMOUNTS)


def hold(
    *,
    reference: str,
    offer: Offer,
    wish: VoucherWish | None,
    enterprise: OrganisationCard,
    by: EventActor,
    now: datetime,
) -> Agreed:
    """Hold the voucher's share of the offer under `reference`. Raises as `purchasing.take`."""
    purchase = purchase_of(offer.price, offer.instrument, offer.span, enterprise)
    agreement = take(purchase, wish, reference=reference, by=by, now=now)
    return Agreed.by_card(agreement, offer.rate_card.id)
