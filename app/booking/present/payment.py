"""The ways an enterprise can pay: each with who pays what, or why it is not possible."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.words import VoucherMode
from app.voucher import holds
from app.voucher.domain.refusing import ABOUT_AMOUNTS
from app.voucher.domain.shares import without_voucher
from app.voucher.domain.together import MOST_TOGETHER
from app.voucher.queries.holds import usable_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.booking.domain.wishes import VoucherWish
    from app.booking.purchasing import Purchase
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.voucher.domain.cards import VoucherCard, VoucherPart
    from app.voucher.domain.eligibility import Facts
    from app.voucher.domain.shares import Shares
    from app.voucher.queries.holds import Source

#: The vouchers that must be used first are offered, each alone.
MOST_VOUCHERS = 3


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """One way to pay; without a voucher the three about it are None, and `problems` say why not.

    `available` is what is free on the voucher. Several that pay together are `parts`, in the order they pay;
    `voucher` is the first of them.
    """

    shares: Shares
    voucher: VoucherCard | None = None
    available: Money | None = None
    mode: VoucherMode | None = None
    problems: tuple[Problem, ...] = ()
    parts: tuple[VoucherPart, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the vouchers that pay."""
        alone = (self.voucher.number,) if self.voucher else ()
        return tuple(part.number for part in self.parts) or alone

    @property
    def key(self) -> str:
        """Return how a form names the choice: `V-1:redeem`, `V-1+V-2:redeem`, or "" without a voucher."""
        return f"{'+'.join(self.numbers)}:{self.mode}" if self.voucher else ""

    def is_wished(self, wish: VoucherWish) -> bool:
        """Tell whether it is the way to pay that somebody wished for."""
        return set(self.numbers) == set(wish.numbers) and self.mode is wish.mode


def payment_choices(purchase: Purchase) -> list[PaymentChoice]:
    """Return every way to pay for it: without a voucher, each voucher in each of its modes, several together.

    What is not possible comes last. One query without a voucher, four otherwise.
    """
    total = purchase.total
    choices = [PaymentChoice(without_voucher(total))]
    sources = usable_sources(purchase.enterprise.id, MOST_TOGETHER)
    if not sources:
        return choices
    gathered = purchase.facts()
    for source in sources[:MOST_VOUCHERS]:
        for mode in sorted(source.voucher.modes):
            seen = holds.judge([source], mode, total, gathered)
            choices.append(PaymentChoice(seen.shares, source.voucher, source.available, mode, seen.problems))
    by_programme: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        by_programme[source.voucher.programme_id].append(source)
    together = (
        _together(mates, mode, total, gathered)
        for mates in by_programme.values()
        for mode in sorted(VoucherMode)
    )
    choices += [choice for choice in together if choice]
    return sorted(choices, key=lambda choice: bool(choice.problems))


def _together(
    sources: Sequence[Source], mode: VoucherMode, total: Money, gathered: Facts
) -> PaymentChoice | None:
    """Return how vouchers of one programme pay together, or None where no two of them would."""
    fit = [source for source in sources if not _unfit(source, mode, total, gathered)]
    seen = holds.judge(fit, mode, total, gathered) if len(fit) > 1 else None
    if seen is None or seen.problems:
        return None
    # Only those that pay are named, and judged again by themselves, so that the choice is what is shown.
    paying = {part.number for part in seen.parts if part.amount.is_positive}
    fit = [source for source in fit if source.voucher.number in paying]
    seen = holds.judge(fit, mode, total, gathered)
    if seen.problems or len(seen.parts) == 1:
        return None
    first = next(source for source in fit if source.voucher.number == seen.parts[0].number)
    return PaymentChoice(seen.shares, first.voucher, first.available, mode, parts=seen.parts)


def _unfit(source: Source, mode: VoucherMode, total: Money, gathered: Facts) -> bool:
    problems = holds.judge([source], mode, total, gathered).problems
    return any(problem.code not in ABOUT_AMOUNTS for problem in problems)


def best_of(choices: list[PaymentChoice]) -> PaymentChoice:
    """Return the possible choice that costs the enterprise least in the end, and least at once."""
    possible = [choice for choice in choices if not choice.problems]
    return min(possible, key=lambda choice: (choice.shares.net_cost, choice.shares.own_share))
