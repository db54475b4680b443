"""What a voucher is asked to pay a part of, whatever is bought: looks first, then holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking import facts
from app.booking.domain.cards import Agreement, VoucherUse
from app.kernel.errors import DomainError, Invalid
from app.kernel.text import N_
from app.voucher import holds
from app.voucher.domain.shares import without_voucher
from app.voucher.queries.holds import find_sources
from app.voucher.queries.outlook import captured_parts

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.booking.domain.wishes import VoucherWish
    from app.booking.facts import Supply
    from app.infra.events import EventActor
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.pool.domain.pricing import Price
    from app.voucher.domain.cards import VoucherPart
    from app.voucher.domain.eligibility import Facts


@dataclass(frozen=True, slots=True)
class Purchase:
    """A price, who buys what for it, the day of service, and until when a hold is kept at least."""

    price: Price
    enterprise: OrganisationCard
    supply: Supply
    served_on: date
    kept_until: datetime

    @property
    def total(self) -> Money:
        """Return what it costs."""
        return self.price.total

    def facts(self) -> Facts:
        """Gather what the voucher's rules ask. Three queries."""
        return facts.gather(self.enterprise, self.supply, self.served_on)

    def unaided(self) -> Agreement:
        """Return the price when the enterprise bears it all."""
        return Agreement(self.price.lines, without_voucher(self.total), None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A price with the voucher's share as far as it may pay; `problems` tell why it may not."""

    agreement: Agreement
    problems: tuple[Problem, ...] = ()


def look(purchase: Purchase, wish: VoucherWish | None) -> Outlook:
    """Return what a voucher would pay of the price; what speaks against it is told, not raised."""
    if wish is None:
        return Outlook(purchase.unaided())
    try:
        mode = mode_of(wish)
    except DomainError as refusal:
        return Outlook(purchase.unaided(), refusal.problems)
    found = holds.preview(
        voucher_number=wish.number,
        others=wish.others,
        mode=mode,
        price=purchase.total,
        facts=purchase.facts(),
    )
    if found.problems:
        return Outlook(purchase.unaided(), found.problems)
    use = VoucherUse.of(mode, found.recognition, found.policy_version, found.parts)
    return Outlook(Agreement(purchase.price.lines, found.shares, use))


def take(
    purchase: Purchase, wish: VoucherWish | None, *, reference: str, by: EventActor, now: datetime
) -> Agreement:
    """Hold the vouchers' share of the price under `reference` and return the price with its shares.

    Raises PaymentRequired `voucher_insufficient`, or Invalid with every reason why the voucher may not pay.
    """
    if wish is None:
        return purchase.unaided()
    held = holds.hold(
        reference=reference,
        voucher_number=wish.number,
        others=wish.others,
        mode=mode_of(wish),
        price=purchase.total,
        facts=purchase.facts(),
        now=now,
        kept_until=purchase.kept_until,
        by=by,
    )
    use = VoucherUse.of(held.mode, held.recognition, held.policy_version, held.parts)
    return Agreement(purchase.price.lines, held.shares, use)


def mode_of(wish: VoucherWish) -> VoucherMode:
    """Return the mode wished for, or the only one all vouchers allow. Raises Invalid `mode_needed`."""
    if wish.mode is not None:
        return wish.mode
    allowed = [source.voucher.modes for source in find_sources(wish.numbers).values()]
    modes = sorted(frozenset.intersection(*allowed)) if allowed else []
    if len(modes) != 1:
        raise Invalid(
            "mode_needed",
            N_("Say how the voucher shall be used: the enterprise is paid back, or the provider is paid."),
            field="mode",
            fix=N_("Give the mode reimburse or redeem."),
        )
    return modes[0]


def promised_parts(agreement: Agreement) -> tuple[VoucherPart, ...]:
    """Return what each voucher pays of what is agreed, where several do."""
    return agreement.voucher.paying if agreement.voucher else ()


def paid_parts(reference: str, agreement: Agreement) -> tuple[VoucherPart, ...]:
    """Return what each voucher paid of what is settled, where several did. A query only where several may."""
    if not promised_parts(agreement):
        return ()
    parts = captured_parts(reference)
    return parts if len(parts) > 1 else ()
