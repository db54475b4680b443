"""A scripted year in each mode: grants, bookings and orders in every way, claims, payouts, lapses, the end.

`ONEPOOL_YEAR=full` plays 200 grants and 2,000 bookings and orders: `make test-deep`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from app.infra.db import transaction
from app.kernel.words import VoucherMode
from app.parts import CHECKS
from app.voucher.domain.states import ProgrammeAction
from app.voucher.programmes import act_on_programme
from app.voucher.queries.clearing import months_to_clear, positions
from tests.integration.year import books
from tests.integration.year.office import Office
from tests.integration.year.playing import Clock
from tests.integration.year.script import SIZE, Granted, grant_all, worked_example, year_of
from tests.integration.year.stage import Stage, build_stage
from tests.support.application import application, dispose
from tests.support.templates import MIGRATED

CLOSED_AT = datetime(2027, 5, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Figures:
    """What a year came to, in fen: what has to be the same in either mode."""

    captured: int
    paid: int
    returned: int
    clearing: int
    settled: int


@pytest.fixture
def play(databases, tmp_path) -> Iterator[Callable[[VoucherMode], Figures]]:
    """Play a year in a mode on a database of its own; return what it came to."""
    urls = []

    def run(mode: VoucherMode) -> Figures:
        url = databases.copy_of(MIGRATED, tmp_path)
        urls.append(url)
        app = application(url, tmp_path)
        with app.app_context():
            figures = _year(mode)
        dispose(app)
        return figures

    yield run
    for url in urls:
        databases.drop(url)


def test_a_year_is_reconciled_to_the_fen_and_costs_the_same_in_either_mode(play):
    reimbursed, redeemed = play(VoucherMode.REIMBURSE), play(VoucherMode.REDEEM)
    assert reimbursed == redeemed
    assert min(reimbursed.captured, reimbursed.paid, reimbursed.returned, reimbursed.clearing) > 0


def _year(mode: VoucherMode) -> Figures:
    stage = transaction(lambda: build_stage(enterprises=SIZE.enterprises, instruments=SIZE.instruments))
    granted = grant_all(stage, SIZE)
    clock, office = Clock(), Office(stage, mode)
    office.open(clock)
    clock.tell(worked_example(stage, granted[0], mode))
    for story in year_of(stage, granted, mode, SIZE):
        clock.tell(story)
    clock.play()
    clock.run_jobs(CLOSED_AT)
    for district in stage.districts:
        for action in (ProgrammeAction.CLOSE, ProgrammeAction.RECONCILE):
            transaction(
                lambda district=district, action=action: act_on_programme(
                    district.programme, action, by=district.officer.actor, now=CLOSED_AT
                )
            )
    assert [f"{check.code}: {line}" for check in CHECKS for line in check.run()] == []
    _check_worked_example(mode)
    _check_settlements(mode)
    _check_payees(stage, mode)
    return _figures(stage, granted)


def _check_worked_example(mode: VoucherMode) -> None:
    """¥10,000 quoted, ¥5,000 held, ¥8,000 used: ¥4,000 captured and paid, net cost ¥4,000 either way."""
    own_share = {VoucherMode.REIMBURSE: 8_000_00, VoucherMode.REDEEM: 4_000_00}[mode]
    example = ("use", mode, 5_000_00, 8_000_00, 4_000_00, own_share, 4_000_00)
    assert books.settlements().count(example) == 1
    assert books.paid_for(8_000_00) == [4_000_00]


def _check_settlements(mode: VoucherMode) -> None:
    """A voucher pays half of the final price and no more than was held; of a fee it pays nothing."""
    found = books.settlements()
    for cause, used_mode, held, total, captured, own_share, net_cost in found:
        pays = min(held, (total + 1) // 2) if cause in ("use", "delivery") else 0
        assert (used_mode, captured, net_cost) == (mode, pays, total - pays)
        assert own_share == (total if mode is VoucherMode.REIMBURSE else net_cost)
    assert {cause for cause, *_ in found} >= {"use", "no_show", "late_cancellation"}


def _check_payees(stage: Stage, mode: VoucherMode) -> None:
    """M1, M2: the enterprises are paid in 通用, the provider in 通兑."""
    enterprises = {enterprise.organisation.id for enterprise in stage.enterprises}
    paid = books.paid_to()
    if mode is VoucherMode.REIMBURSE:
        assert set(paid) <= enterprises
    else:
        assert set(paid) == {stage.keeper.organisation.id}


def _figures(stage: Stage, granted: list[Granted]) -> Figures:
    """Hold the equations of budget, tier and voucher, and of clearing; return the sums."""
    tiers, standing = books.tiers(), books.budgets()
    assert books.inner() == 0
    for key, tier in tiers.items():
        moved = tier.by_reason
        assert moved["appropriate"] - moved["issue"] + tier.to_budget == standing[key]
        assert moved["appropriate"] == standing[key] + tier.paid
    own = books.vouchers()
    assert {number for number, _ in own} == {each.number for each in granted}
    for (_, face), voucher in own.items():
        assert face == voucher.by_reason["issue"] == voucher.to_budget + voucher.paid
    paid = sum(tier.paid for tier in tiers.values())
    assert paid == sum(books.paid_to().values())
    cleared = books.clearing()
    assert sum(cleared.values()) == 0
    assert cleared == _positions()
    return Figures(
        captured=sum(voucher.by_reason["capture"] for voucher in own.values()),
        paid=paid,
        returned=sum(voucher.to_budget for voucher in own.values()),
        clearing=max(cleared.values()),
        settled=len(books.settlements()),
    )


def _positions() -> dict[str, int]:
    """Return what the months' clearing says of each region, all together."""
    found: dict[str, int] = {}
    for month in months_to_clear():
        for position in positions(month):
            found[position.region] = found.get(position.region, 0) + position.net.minor
    return found
