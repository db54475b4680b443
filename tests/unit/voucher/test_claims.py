"""Claims in pure arithmetic: the states, how an approved amount is spread, and what evidence must cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Conflict
from app.kernel.machines import after
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import (
    CLAIM,
    LIVE,
    MAY_ACT,
    ClaimAction,
    ClaimState,
    EvidenceKind,
    Hand,
    Part,
    approved_by_line,
    filled,
    joined,
    offered,
)
from app.voucher.domain.evidence import USUAL, Piece, missing, to_cover

AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=20)


@given(AMOUNTS, st.data())
def test_an_approved_amount_is_spread_to_the_fen_and_no_line_gets_more_than_it_captured(captured, data):
    approved = data.draw(st.integers(0, sum(captured)))
    lines = approved_by_line(Money(approved), [Money(minor) for minor in captured])
    assert sum(line.minor for line in lines) == approved
    assert all(0 <= line.minor <= minor for line, minor in zip(lines, captured, strict=True))


def test_the_fen_that_rounding_leaves_go_to_those_who_lost_most():
    spread = approved_by_line(Money(100), [Money(100), Money(100), Money(101)])
    assert [line.minor for line in spread] == [33, 33, 34]


def test_every_action_has_a_hand_and_every_state_is_reached():
    assert set(MAY_ACT) == set(ClaimAction)
    assert set(CLAIM.values()) | {ClaimState.DRAFT} == set(ClaimState)


@pytest.mark.parametrize("state", [ClaimState.REJECTED, ClaimState.LAPSED, ClaimState.WITHDRAWN])
def test_a_claim_that_ended_stays_ended(state):
    assert state not in LIVE
    assert [action for at, action in CLAIM if at is state] == []
    with pytest.raises(Conflict, match="illegal_transition"):
        after(CLAIM, state, ClaimAction.SUBMIT)


def test_each_side_is_offered_its_own_steps_only():
    assert offered(ClaimState.SUBMITTED, Hand.CLAIMANT) == (ClaimAction.WITHDRAW,)
    assert set(offered(ClaimState.SUBMITTED, Hand.OFFICER)) == {
        ClaimAction.COMPLETE, ClaimAction.RETURN, ClaimAction.REJECT,
    }  # fmt: skip
    assert offered(ClaimState.PAYABLE, Hand.OFFICER) == ()


def part(price: int, captured: int, mode: VoucherMode) -> Part:
    own = price if mode is VoucherMode.REIMBURSE else price - captured
    return Part("B-1", Money(price), Money(own), Money(captured))


def test_in_reimburse_invoice_and_receipt_cover_the_full_price_in_redeem_the_receipt_covers_the_own_share():
    for mode, receipt in ((VoucherMode.REIMBURSE, 8_000), (VoucherMode.REDEEM, 4_000)):
        parts = [part(8_000, 4_000, mode)]
        assert to_cover(EvidenceKind.INVOICE, mode, parts) == Money(8_000)
        assert to_cover(EvidenceKind.BANK_RECEIPT, mode, parts) == Money(receipt)
        assert to_cover(EvidenceKind.CONTRACT, mode, parts) == Money(0)


def test_amounts_of_several_documents_add_up_and_one_fen_too_little_is_told():
    mode, parts = VoucherMode.REIMBURSE, [part(8_000, 4_000, VoucherMode.REIMBURSE)]
    enough = [
        Piece(EvidenceKind.INVOICE, Money(5_000)),
        Piece(EvidenceKind.INVOICE, Money(3_000)),
        Piece(EvidenceKind.BANK_RECEIPT, Money(8_000)),
    ]
    assert missing(mode, parts, enough, USUAL[mode]) == []
    short = [*enough[:1], Piece(EvidenceKind.INVOICE, Money(2_999)), enough[2]]
    assert [problem.code for problem in missing(mode, parts, short, USUAL[mode])] == ["evidence_too_small"]


def test_a_receipt_over_nothing_is_not_asked_for():
    parts = [part(4_000, 4_000, VoucherMode.REDEEM)]
    assert missing(VoucherMode.REDEEM, parts, [], [EvidenceKind.BANK_RECEIPT]) == []


def test_what_several_vouchers_paid_of_one_use_is_one_price_and_one_own_share():
    both = [part(8_000, 1_000, VoucherMode.REIMBURSE), part(8_000, 3_000, VoucherMode.REIMBURSE)]
    (use,) = joined(both)
    assert (use.price, use.own_share, use.captured) == (Money(8_000), Money(8_000), Money(4_000))
    other = Part("B-2", Money(100), Money(50), Money(50))
    assert [each.reference for each in joined([both[0], other, both[1]])] == ["B-1", "B-2"]


def test_a_busy_month_fills_claim_after_claim_and_keeps_the_lines_of_a_use_together():
    lines = {"B-1": 2, "B-2": 2, "B-3": 1, "B-4": 1, "B-5": 2}
    assert filled(lines, 3) == [["B-1"], ["B-2", "B-3"], ["B-4", "B-5"]]
    assert filled(lines, 200) == [[*lines]]
