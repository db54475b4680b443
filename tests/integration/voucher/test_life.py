"""Any order of issues, holds, captures, releases, expiries and lapses keeps every invariant at each step."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.infra.db import transaction
from app.kernel.errors import Invalid, PaymentRequired
from app.kernel.money import Money
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.days import voucher_day
from app.voucher.domain.states import VoucherState
from app.voucher.holds import capture, release
from app.voucher.jobs import JOBS
from tests.integration.voucher.world import NOW, World, broken_invariants, open_programme, statement, yuan

# A voucher that is soon used up, and two that reach the yearly cap of ¥300,000 together with a third.
FACES = st.sampled_from([30_001, 1_000_000, 12_000_000])
PRICES = st.integers(min_value=1_000, max_value=60_000)
HOLD_DAYS = 90


@dataclass
class Expected:
    """Where the machine thinks a voucher's money is, in fen; `held` by reference."""

    card: VoucherCard
    available: int
    held: dict[str, int] = field(default_factory=dict)
    claimable: int = 0
    returned: int = 0
    state: VoucherState = VoucherState.ACTIVE

    def give_back(self, amount: int) -> None:
        if self.state is VoucherState.LAPSED:
            self.returned += amount
        else:
            self.available += amount


class VoucherLife(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.programme = open_programme(self.world.officer)
        self.now = NOW + timedelta(days=240)  # the last day to use is near enough to be passed
        self.granted = 0
        self.vouchers: list[Expected] = []
        self.due: dict[str, object] = {}
        self.count = 0
        self.issue(30_001)

    @rule(fen=FACES)
    def issue(self, fen: int) -> None:
        over = voucher_day(self.now) > self.programme.use_by
        if over or self.granted + fen > yuan(300_000).minor:
            with pytest.raises(Invalid):
                self.programme.issue(self.world.researcher, Money(fen), self.now)
            return
        card = self.programme.issue(self.world.researcher, Money(fen), self.now)
        self.granted += fen
        self.vouchers.append(Expected(card, fen))

    @precondition(lambda self: self.vouchers)
    @rule(data=st.data(), price=PRICES)
    def hold(self, data: st.DataObject, price: int) -> None:
        expected = data.draw(st.sampled_from(self.vouchers))
        self.count += 1
        reference = f"{self.programme.ref}-{self.count}"
        day = voucher_day(self.now) + timedelta(days=1)
        amount = Money(price).share(1, 2).minor
        fits = expected.available >= amount and expected.state is VoucherState.ACTIVE
        fits = fits and day <= expected.card.use_by
        try:
            facts = self.world.facts(service_on=day)
            self.world.hold(reference, expected.card, Money(price), facts=facts, now=self.now)
        except (Invalid, PaymentRequired):
            assert not fits
            return
        assert fits
        expected.available -= amount
        expected.held[reference] = amount
        self.due[reference] = day + timedelta(days=HOLD_DAYS)

    def _held(self, data: st.DataObject) -> tuple[Expected, str]:
        pairs = [(expected, ref) for expected in self.vouchers for ref in expected.held]
        return data.draw(st.sampled_from(pairs))

    @precondition(lambda self: any(expected.held for expected in self.vouchers))
    @rule(data=st.data(), price=PRICES | st.sampled_from([0, 1_000]))
    def capture(self, data: st.DataObject, price: int) -> None:
        expected, reference = self._held(data)
        outcome = transaction(
            lambda: capture(
                reference=reference,
                eligible_price=Money(price),
                served_by=self.world.provider.organisation.id,
                now=self.now,
            )
        )
        amount = expected.held.pop(reference)
        spent = min(amount, Money(price).share(1, 2).minor)
        assert (outcome.captured.minor, outcome.released.minor) == (spent, amount - spent)
        expected.claimable += spent
        expected.give_back(amount - spent)
        empty = not expected.available and not any(expected.held.values())
        if spent and empty and expected.state is VoucherState.ACTIVE:
            expected.state = VoucherState.EXHAUSTED

    @precondition(lambda self: any(expected.held for expected in self.vouchers))
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        expected, reference = self._held(data)
        given = transaction(lambda: release(reference=reference, now=self.now))
        assert given.minor == expected.held.pop(reference)
        expected.give_back(given.minor)

    @rule(days=st.sampled_from([1, 40, 95]))
    def time_passes_and_the_scheduler_runs(self, days: int) -> None:
        self.now += timedelta(days=days)
        today = voucher_day(self.now)
        for expected in self.vouchers:
            for reference in [ref for ref in expected.held if self.due[ref] < today]:
                expected.give_back(expected.held.pop(reference))
            if expected.card.use_by < today and expected.state is VoucherState.ACTIVE:
                expected.state = VoucherState.LAPSED
                expected.returned += expected.available
                expected.available = 0
        for job in JOBS:
            for key in job.due(self.now, 1_000):
                job.attempt(key, self.now)
                job.attempt(key, self.now)  # running it twice equals once
            assert not job.due(self.now, 1_000)

    @invariant()
    def the_books_agree(self) -> None:
        assert broken_invariants() == []
        for expected in self.vouchers:
            seen = statement(expected.card)
            assert seen.voucher.state is expected.state
            balances = seen.balances
            assert (balances.available.minor, balances.held.minor, balances.claimable.minor) == (
                expected.available,
                sum(expected.held.values()),
                expected.claimable,
            )
            assert balances.returned.minor == expected.returned
            assert balances.total == seen.voucher.face


def test_every_invariant_holds_after_every_step(world):
    VoucherLife.world = world
    run_state_machine_as_test(
        VoucherLife,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
