"""What the machine of money stands on: who acts, a programme of two tiers, and the vouchers as expected."""

import inspect
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.enterprises import set_control_group
from app.infra.db import transaction
from app.infra.documents import Upload
from app.kernel.errors import DomainError
from app.kernel.words import VoucherMode
from app.parts import CHECKS
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.days import voucher_day
from app.voucher.domain.programmes import BudgetLine, ProgrammeDraft, draft
from app.voucher.domain.states import ProgrammeAction, VoucherState
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.world import (
    NOW,
    POLICY,
    Member,
    OpenProgramme,
    World,
    colleague,
    enterprise,
    member,
    yuan,
)
from tests.support.undoing import undone

NOTICE_DAYS = 5
BUDGET = (BudgetLine("district", yuan(150_000)), BudgetLine("city", yuan(60_000)))
CAP = yuan(140_000)
LIVE = (VoucherState.ACTIVE, VoucherState.FROZEN)


@dataclass(frozen=True)
class Cast:
    """Three enterprises, the first two of one group; the officers of 青浦 who pay, or those of 江苏."""

    world: World
    owners: tuple[Member, Member, Member]
    payers: dict[str, tuple[Member, Member]]

    def share_a_cap(self, one: Member, other: Member) -> bool:
        return one is other or {one, other} == set(self.owners[:2])


def build_cast(world: World) -> Cast:
    owners = (world.manager, enterprise(11), enterprise(12))
    for owner in owners[:2]:
        enterprise_id, officer = owner.organisation.id, world.officer.actor
        set_control_group(enterprise_id=enterprise_id, name="One group", by=officer, now=NOW)
    host = member(13, OrganisationKind.AUTHORITY, "320000", Role.OFFICER)
    payers = {
        "issuer_direct": (world.officer, world.second_officer),
        "host_clearing": (host, colleague(14, host, Role.OFFICER)),
    }
    return Cast(world, owners, payers)


@dataclass(frozen=True)
class Held:
    """What is held for an order, in which mode, and the last day on which it is."""

    amount: int
    mode: VoucherMode
    until: date


@dataclass
class Purse:
    """Where the machine thinks a voucher's money is, in fen; `held` by reference."""

    card: VoucherCard = field(repr=False)
    owner: Member = field(repr=False)
    available: int
    held: dict[str, Held] = field(default_factory=dict)
    returned: int = 0
    state: VoucherState = VoucherState.ACTIVE

    def give_back(self, amount: int) -> None:
        if self.state in LIVE:
            self.available += amount
        else:
            self.returned += amount

    def give_up(self, reference: str) -> int:
        """Let a hold go; return what it held."""
        amount = self.held.pop(reference).amount
        self.give_back(amount)
        return amount

    def end(self, state: VoucherState) -> None:
        self.state = state
        self.returned += self.available
        self.available = 0


@dataclass
class Use:
    """A settled use: what the voucher paid of it, in fen, and the claim that asks for that."""

    reference: str
    purse: Purse
    mode: VoucherMode
    price: int
    captured: int
    claim: int | None = None
    open: bool = True


Move = Callable[[Any, Random], None]


def move(when: Callable[[Any], object] = lambda _life: True, *, weight: int = 1) -> Callable[[Move], Move]:
    """Mark what may happen in the machine's life where `when` holds, as often as its weight says."""

    def mark(function: Move) -> Move:
        function.when, function.weight = when, weight  # type: ignore[attr-defined]
        return function

    return mark


class Ground(RuleBasedStateMachine):
    """Each run has the database to itself and leaves it as it was.

    It has one rule, which casts a die for the next move: hypothesis would switch each rule of its own off in
    half of the runs and repeat most runs with little changed, and a path as long as that from a grant to a
    payout that the bank sends back would hardly ever be walked to its end.
    """

    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self._undoing = ExitStack()
        self._undoing.enter_context(undone())
        self.world = self.cast.world
        self.papers, self.references = count(1), count(1)
        self.purses: list[Purse] = []
        self.uses: list[Use] = []
        self.now: datetime = NOW
        self.programme: OpenProgramme
        self.redeem_by: date

    @initialize(seed=st.integers(0, 2**32 - 1))
    def start(self, seed: int) -> None:
        self.dice = Random(seed)
        self.begin(self.dice)

    @rule()
    def step(self) -> None:
        ready = [name for name, each in self.moves() if each.when(self) for _ in range(each.weight)]
        name = self.dice.choice(ready)
        note(name)
        getattr(self, name)(self.dice)

    @classmethod
    @cache
    def moves(cls) -> list[tuple[str, Any]]:
        return inspect.getmembers(cls, lambda member: hasattr(member, "weight"))

    def begin(self, dice: Random) -> None:
        payer_rule = dice.choice(["issuer_direct", "host_clearing"])
        self.payer, self.second_payer = self.cast.payers[payer_rule]
        terms = {
            "payer_rule": payer_rule,
            "redeem_by": "2027-03-31",
            "public_notice_days": NOTICE_DAYS,
            "cap_counts": "control_group",
            "caps": {"per_year": {"minor": CAP.minor, "currency": CAP.currency}},
        }
        opening = draft(name="A year", year=2026, region_code="310118", budget=BUDGET, policy=POLICY | terms)
        self.programme = transaction(lambda: self._opened(opening))
        self.redeem_by = get_programme(self.programme.id, self.world.officer.actor).policy.redeem_by
        self.now += timedelta(days=dice.choice([0, 0, 150, 290]))

    def _opened(self, opening: ProgrammeDraft) -> OpenProgramme:
        officer = self.world.officer.actor
        programme = create_programme(opening, by=officer, now=NOW)
        act_on_programme(programme, ProgrammeAction.OPEN, by=officer, now=NOW)
        card = get_programme(programme, officer)
        return OpenProgramme(card.id, card.ref, card.policy.use_by)

    def teardown(self) -> None:
        try:
            assert [f"{check.code}: {line}" for check in CHECKS for line in check.run()] == []
        finally:
            self._undoing.close()

    @property
    def is_past(self) -> bool:
        """Tell whether the last day to claim is over."""
        return self.today > self.redeem_by

    @property
    def today(self) -> date:
        return voucher_day(self.now)

    def document(self) -> Upload:
        return Upload("a.pdf", f"%PDF-1.7\n% page {next(self.papers)}\n%%EOF\n".encode())

    def refused(self, work: Callable[[], object]) -> None:
        with pytest.raises(DomainError):
            transaction(work)
