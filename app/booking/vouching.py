"""Takes a share of a price from a voucher: looks first (for a quote), then holds (for a booking)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking import facts
from app.booking.domain.cards import Agreed, VoucherUse
from app.booking.domain.deadlines import hold_until
from app.kernel.errors import DomainError, Invalid
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher import holds
from app.voucher.domain.refusing import ABOUT_AMOUNTS
from app.voucher.domain.shares import without_voucher
from app.voucher.queries.holds import find_source

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.booking.assessing import Offer
    from app.booking.domain.wishes import VoucherWish
    from app.infra.events import EventActor
    from app.kernel.errors import Problem
    from app.kernel.words import VoucherMode
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.pricing import Price


@dataclass(frozen=True, slots=True)
class Promise:
    """A price with the voucher's share as far as it may pay; `problems` tell why it may not."""

    agreed: Agreed
    problems: tuple[Problem, ...] = ()


def unaided(offer: Offer) -> Agreed:
    """Return the price when the enterprise bears it all."""
    return Agreed(offer.rate_card.id, offer.price.lines, without_voucher(offer.price.total), None)


def promise(offer: Offer, wish: VoucherWish | None, enterprise: OrganisationCard) -> Promise:
    """Return what a voucher would pay of the offer; what speaks against it is told, not raised."""
    if wish is None:
        return Promise(unaided(offer))
    try:
        mode = _mode(wish)
    except DomainError as refusal:
        return Promise(unaided(offer), refusal.problems)
    found = holds.preview(
        voucher_number=wish.number,
        mode=mode,
        price=offer.price.total,
        facts=facts.gather(enterprise, offer.instrument, offer.span.start),
    )
    if found.problems:
        return Promise(unaided(offer), found.problems)
    use = VoucherUse(wish.number, mode, found.recognition, found.policy_version)
    return Promise(Agreed(offer.rate_card.id, offer.price.lines, found.shares, use))


def objections(
    wish: VoucherWish,
    enterprise: OrganisationCard,
    instrument: InstrumentCard,
    starts_at: datetime,
    price: Price | None,
) -> tuple[Problem, ...]:
    """Return why a voucher may not pay; of a span without a price nothing is said about amounts."""
    try:
        mode = _mode(wish)
    except DomainError as refused:
        return refused.problems
    gathered = facts.gather(enterprise, instrument, starts_at)
    total = price.total if price else Money.zero()
    found = holds.preview(voucher_number=wish.number, mode=mode, price=total, facts=gathered).problems
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
    """Hold the voucher's share of the offer under `reference` and return the price with its shares.

    Raises PaymentRequired `voucher_insufficient`, or Invalid with every reason why the voucher may not pay.
    """
    if wish is None:
        return unaided(offer)
    held = holds.hold(
        reference=reference,
        voucher_number=wish.number,
        mode=_mode(wish),
        price=offer.price.total,
        facts=facts.gather(enterprise, offer.instrument, offer.span.start),
        now=now,
        expires_at=hold_until(offer.span),
        by=by,
    )
    use = VoucherUse(wish.number, held.mode, held.recognition, held.policy_version)
    return Agreed(offer.rate_card.id, offer.price.lines, held.shares, use)


def _mode(wish: VoucherWish) -> VoucherMode:
    """Return the mode wished for, or the only one the voucher allows."""
    if wish.mode is not None:
        return wish.mode
    source = find_source(wish.number)
    modes = sorted(source.voucher.modes) if source else []
    if len(modes) != 1:
        raise Invalid(
            "mode_needed",
            N_("Say how the voucher shall be used: the enterprise is paid back, or the provider is paid."),
            field="mode",
            fix=N_("Give the mode reimburse or redeem."),
        )
    return modes[0]
