from datetime import UTC, date, datetime

import pytest

from app.kernel.errors import Conflict
from app.kernel.machines import actions, after
from app.voucher.domain.days import end_of_day, voucher_day
from app.voucher.domain.ledger import MOVES, BucketKind, Reason, home_of_remainder, home_of_rest
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy import Remainder
from app.voucher.domain.states import (
    HOLD,
    PROGRAMME,
    HoldAction,
    HoldState,
    ProgrammeAction,
    ProgrammeState,
    VoucherState,
)


def test_a_hold_ends_in_one_of_three_ways_and_only_once():
    for action in HoldAction:
        end = after(HOLD, HoldState.HELD, action)
        assert actions(HOLD, end) == ()
        with pytest.raises(Conflict, match="illegal_transition"):
            after(HOLD, end, action)


def test_a_paused_programme_may_be_opened_again_and_a_closed_one_not():
    assert after(PROGRAMME, ProgrammeState.PAUSED, ProgrammeAction.OPEN) is ProgrammeState.OPEN
    assert actions(PROGRAMME, ProgrammeState.CLOSED) == (ProgrammeAction.RECONCILE,)
    assert actions(PROGRAMME, ProgrammeState.RECONCILED) == ()


@pytest.mark.parametrize("state", VoucherState)
def test_unspent_value_goes_home_to_the_voucher_while_it_lives(state):
    lives = state in {VoucherState.ACTIVE, VoucherState.FROZEN}
    assert home_of_rest(state) is (BucketKind.AVAILABLE if lives else BucketKind.BUDGET)


@pytest.mark.parametrize("state", VoucherState)
def test_the_policy_may_give_to_the_budget_what_the_price_left(state):
    assert home_of_remainder(state, Remainder.BUDGET) is BucketKind.BUDGET
    assert home_of_remainder(state, Remainder.VOUCHER) is home_of_rest(state)


def test_every_reason_moves_money_along_the_path():
    assert set(MOVES) == set(Reason)
    assert all(debit is not credit for moves in MOVES.values() for debit, credit in moves)


def test_a_day_is_counted_in_shanghai():
    assert voucher_day(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert voucher_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert end_of_day(date(2026, 12, 31)) == datetime(2026, 12, 31, 16, tzinfo=UTC)


def test_the_payer_follows_the_payer_rule():
    assert PayerRule.ISSUER_DIRECT.payer("310118", "320000") == "310118"
    assert PayerRule.HOST_CLEARING.payer("310118", "320000") == "320000"
