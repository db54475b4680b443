"""What other terms would have meant for holds and grants that were made: each judged again by its snapshot.

Every one is judged by itself: what a refused hold would have left on its voucher for the next is not counted,
nor what other vouchers, paying for the same order, would have left to pay.
Of grants, those refused do not count for the yearly cap of the next, and what had to be used of earlier ones
is not judged: how much was used on that day is not kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.voucher.domain.eligibility import refusals
from app.voucher.domain.granting import Grant, grant_refusals
from app.voucher.domain.shares import subsidy
from app.voucher.domain.states import ProgrammeState, VoucherState
from app.voucher.domain.together import after_others

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.kernel.errors import Problem
    from app.kernel.words import VoucherMode
    from app.voucher.domain.cards import ProgrammeCard, VoucherCard
    from app.voucher.domain.eligibility import Facts
    from app.voucher.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class HoldMade:
    """A hold as it was made: its voucher, and what its snapshot keeps.

    `before` is what vouchers before it paid of the same order, None where it paid alone.
    """

    voucher: VoucherCard
    issued_on: date
    mode: VoucherMode
    facts: Facts
    price: Money
    amount: Money
    available: Money
    before: Money | None = None


@dataclass(frozen=True, slots=True)
class GrantMade:
    """A grant as it was made."""

    issued_on: date
    face: Money
    modes: frozenset[VoucherMode]
    tier: str
    enterprise_id: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of `looked_at` decisions: how many would be refused, for which rules, and the sums.

    `before` is what was held or granted, `after` what would be. A decision may break several rules, so
    `reasons` (by code, the most frequent first) may add up to more than `refused`.
    """

    looked_at: int
    refused: int
    reasons: tuple[tuple[str, int], ...]
    before: Money
    after: Money

    @property
    def change(self) -> Money:
        """Return how much more would be paid; negative for less."""
        return self.after - self.before


def effect_on_holds(terms: Policy, holds: Iterable[HoldMade]) -> Effect:
    """Judge holds under other terms."""
    return _summed((hold.amount, *_hold_under(terms, hold)) for hold in holds)


def effect_on_grants(
    terms: Policy,
    programme: ProgrammeCard,
    grants: Sequence[GrantMade],
    granted: Mapping[int, Money],
    groups: Mapping[int, int],
) -> Effect:
    """Judge grants, in the order they were made, under other terms.

    `granted` is what each enterprise had before; those in one of `groups` (enterprise → control group) share
    the yearly cap.
    """
    then = replace(
        programme,
        state=ProgrammeState.OPEN,
        policy=terms,
        budget=tuple(replace(tier, left=tier.appropriated) for tier in programme.budget),
    )
    had: defaultdict[tuple[str, int], Money] = defaultdict(Money.zero)
    for enterprise_id, amount in granted.items():
        had[_counted_for(enterprise_id, groups)] += amount
    judged = []
    for past in grants:
        counted = _counted_for(past.enterprise_id, groups)
        grant = Grant(past.face, past.modes, past.tier, had[counted])
        problems = grant_refusals(then, grant, today=past.issued_on)
        if not problems:
            had[counted] += past.face
        judged.append((past.face, past.face, problems))
    return _summed(judged)


def _counted_for(enterprise_id: int, groups: Mapping[int, int]) -> tuple[str, int]:
    group = groups.get(enterprise_id)
    return ("organisation", enterprise_id) if group is None else ("group", group)


def _hold_under(terms: Policy, hold: HoldMade) -> tuple[Money, list[Problem]]:
    """Return what would be held, and why it would not."""
    use_by, redeem_by = terms.deadlines(hold.issued_on)
    voucher = replace(
        hold.voucher,
        state=VoucherState.ACTIVE,  # as it was: it paid
        modes=hold.voucher.modes & terms.issuable_modes,
        use_by=use_by,
        redeem_by=redeem_by,
    )
    rate = terms.rate_for(kind=hold.facts.service_kind, locality=hold.facts.locality, price=hold.price)
    amount = subsidy(hold.price, rate, terms.caps.per_contract)
    if hold.before is not None:
        amount = after_others(amount, before=hold.before, most=hold.available)
    problems = refusals(voucher, terms, hold.facts, mode=hold.mode, amount=amount, available=hold.available)
    return amount, problems


def _summed(judged: Iterable[tuple[Money, Money, list[Problem]]]) -> Effect:
    looked_at = refused = 0
    before = after = Money.zero()
    reasons: Counter[str] = Counter()
    for was, would_be, problems in judged:
        looked_at += 1
        before += was
        if problems:
            refused += 1
            reasons.update({problem.code for problem in problems})
        else:
            after += would_be
    return Effect(looked_at, refused, tuple(reasons.most_common()), before, after)
