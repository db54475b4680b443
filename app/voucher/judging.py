"""What vouchers would pay of a price, and every reason why not: one voucher, or several together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.voucher.domain.cards import HoldPreview, VoucherPart
from app.voucher.domain.eligibility import amount_refusals, rule_refusals
from app.voucher.domain.refusing import (
    insufficient_together,
    named_twice,
    not_yours,
    nothing_to_pay,
    of_several,
    other_currency,
    other_programme,
    too_many_together,
)
from app.voucher.domain.shares import split, subsidy, without_voucher
from app.voucher.domain.together import MOST_TOGETHER, Limit, Payer, in_order, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.kernel.errors import Problem
    from app.kernel.words import VoucherMode
    from app.voucher.domain.eligibility import Facts
    from app.voucher.queries.holds import Source


@dataclass(frozen=True, slots=True)
class Planned:
    """What one voucher would hold once those before it pay `before`; `share` is what it would pay alone."""

    source: Source
    rate_percent: int
    share: Money
    before: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """What each voucher would hold, in the order they pay; none of it where there are `problems`."""

    price: Money
    mode: VoucherMode
    holds: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    recognition: str | None = None

    @property
    def paying(self) -> tuple[Planned, ...]:
        """Return those that would pay something."""
        return tuple(each for each in self.holds if each.amount.is_positive)

    def preview(self) -> HoldPreview:
        """Return what the plan tells to others."""
        if not self.holds:
            return HoldPreview(without_voucher(self.price), self.problems, None, None)
        first = next(iter(self.paying), self.holds[0])
        return HoldPreview(
            shares=split(self.price, sum((each.amount for each in self.holds), self.price * 0), self.mode),
            problems=self.problems,
            policy_version=first.source.policy_version,
            recognition=self.recognition,
            parts=self.parts(self.holds),
        )

    @staticmethod
    def parts(holds: Sequence[Planned]) -> tuple[VoucherPart, ...]:
        """Return what each pays."""
        return tuple(VoucherPart(each.source.voucher.number, each.amount) for each in holds)


def plan(
    numbers: Sequence[str], found: Mapping[str, Source], mode: VoucherMode, price: Money, facts: Facts
) -> Plan:
    """Judge the vouchers named, of which `found` are those there are; asks nothing of the database."""
    if len(numbers) > MOST_TOGETHER:
        return Plan(price, mode, (), (too_many_together(MOST_TOGETHER),))
    unfit = dict(_unfit(numbers, found, price, facts))
    problems: list[Problem] = []
    for at, number in enumerate(numbers):
        told = (
            [unfit[at]]
            if at in unfit
            else rule_refusals(found[number].voucher, found[number].policy, facts, mode)
        )
        problems += told if len(numbers) == 1 else [of_several(each, at, number) for each in told]
    if unfit:
        return Plan(price, mode, (), tuple(problems))
    planned = _spread([found[number] for number in numbers], price, facts)
    problems += _amount_problems(planned)
    used = None if facts.same_province or facts.recognition is None else facts.recognition.ref
    return Plan(price, mode, planned, tuple(problems), used)


def _unfit(
    numbers: Sequence[str], found: Mapping[str, Source], price: Money, facts: Facts
) -> Iterator[tuple[int, Problem]]:
    """Yield why a voucher can not be judged beside the others, by its place: nothing else is said of it."""
    first: Source | None = None
    for at, number in enumerate(numbers):
        source = found.get(number)
        if source is None or source.voucher.enterprise_id != facts.enterprise_id:
            # Of a voucher that is not the enterprise's own only that is said: nothing leaks about another's.
            yield at, not_yours(number)
            continue
        if number in numbers[:at]:
            yield at, named_twice()
        elif price.currency != source.available.currency:
            yield at, other_currency(price, source.available)
        elif first is not None and _claimed_at(source, facts) != _claimed_at(first, facts):
            yield at, other_programme(first.voucher.number)
        first = first or source


def _claimed_at(source: Source, facts: Facts) -> tuple[int, str]:
    """Return what all lines of a claim have in common: the programme, and the region that pays."""
    payer = source.policy.payer_rule.payer(source.voucher.region_code, facts.provider_region)
    return source.voucher.programme_id, payer


def _spread(sources: Sequence[Source], price: Money, facts: Facts) -> tuple[Planned, ...]:
    """Return what each voucher pays, in order."""
    by_number = {source.voucher.number: source for source in sources}
    rates = {
        number: source.policy.rate_for(kind=facts.service_kind, locality=facts.locality, price=price)
        for number, source in by_number.items()
    }
    payers = in_order([_payer(source, price, rates[source.voucher.number]) for source in sources])
    # A voucher alone pays its share or nothing, which is for `_amount_problems` to say.
    is_alone = len(payers) == 1
    amounts = spread([Limit(payer.share, payer.share if is_alone else payer.free) for payer in payers])
    befores = [sum(amounts[:at], price * 0) for at in range(len(amounts))]
    return tuple(
        Planned(by_number[payer.number], rates[payer.number], payer.share, before, amount)
        for payer, before, amount in zip(payers, befores, amounts, strict=True)
    )


def _payer(source: Source, price: Money, rate_percent: int) -> Payer:
    voucher, policy = source.voucher, source.policy
    return Payer(
        number=voucher.number,
        issued=voucher.id,
        use_by=voucher.use_by,
        order=policy.voucher_order,
        share=subsidy(price, rate_percent, policy.caps.per_contract),
        free=source.available,
    )


def _amount_problems(planned: Sequence[Planned]) -> Iterator[Problem]:
    first = planned[0]
    if len(planned) == 1:
        yield from amount_refusals(first.amount, first.source.available)
        return
    paid = sum((each.amount for each in planned), first.share - first.share)
    if not first.share.is_positive:
        yield nothing_to_pay()
    elif paid < first.share:
        yield insufficient_together(paid, first.share)
