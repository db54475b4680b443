"""A later policy, a withdrawn recognition and a district that left change nothing past (R3)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.accounts.access import event_actor
from app.booking.domain.wishes import SlotWish, VoucherWish
from app.booking.requesting import book_slot
from app.demo import stories
from app.demo.stories import Pace
from app.infra.db import transaction
from app.infra.documents import Upload
from app.infra.scheduler import run_until_quiet
from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.pool.recognitions import withdraw_recognition
from app.pool.regions import leave
from app.voucher.claiming import drafting, policies, proving, reviewing, submitting
from app.voucher.claiming.proving import Proof
from app.voucher.domain.claims import ClaimState, EvidenceKind
from app.voucher.domain.days import voucher_day
from app.voucher.domain.policy import Policy
from app.voucher.jobs import JOBS
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from app.voucher.policies import add_version
from app.voucher.queries.claims import get_claim
from app.voucher.queries.vouchers import get_voucher_by_number
from tests.integration.voucher.world import NOW, broken_invariants
from tests.integration.year.playing import Clock
from tests.integration.year.script import Granted, Size, grant_all, visit_of
from tests.integration.year.stage import POLICY, Stage, build_stage

LATER = NOW + timedelta(days=30)
STRICTER = {
    "rate_percent": 30,
    "payer_rule": "host_clearing",
    "public_notice_days": 20,
    "evidence": {mode: ["contract", "proof_of_service", "invoice", "bank_receipt"] for mode in VoucherMode},
}


@pytest.fixture
def stage(app):
    with app.app_context():
        yield transaction(lambda: build_stage(enterprises=1, instruments=1))


@pytest.fixture
def voucher(stage) -> Granted:
    return grant_all(stage, Size(1, 1, 0, 0, 1))[0]


@pytest.fixture(params=VoucherMode)
def mode(request) -> VoucherMode:
    return request.param


@pytest.fixture
def used(stage, voucher, mode) -> list[str]:
    """Two bookings, used and settled under the first policy."""
    clock = Clock()
    for day, early in ((8, 6), (9, 61)):
        start = NOW + timedelta(days=day)
        span = Interval(start, start + timedelta(hours=3))
        clock.tell(stories.used(visit_of(stage, voucher, mode, span, 0), Pace(early=early)))
    clock.play()
    return clock.done


def another_policy(stage: Stage) -> None:
    district = stage.districts[0]
    terms = Policy.from_dict(POLICY | STRICTER)
    add_version(district.programme, terms, reason="Less money", by=district.officer.actor, now=LATER)


def no_recognition(stage: Stage) -> None:
    district = stage.districts[0]
    withdraw_recognition(
        ref=district.recognition.ref,
        by_region=district.region,
        by=event_actor(district.officer.actor),
        now=LATER,
    )


def no_district(stage: Stage) -> None:
    district = stage.districts[0]
    leave(
        membership_id=district.membership,
        by_region=district.region,
        by=event_actor(district.officer.actor),
        now=LATER,
        on=voucher_day(LATER),
    )


def change(stage: Stage, *changes: Callable[[Stage], None]) -> None:
    for each in changes:
        transaction(lambda each=each: each(stage))


def claimant(stage: Stage, mode: VoucherMode):
    return (stage.enterprises[0] if mode is VoucherMode.REIMBURSE else stage.manager).actor


def drafted(stage: Stage, used: list[str], mode: VoucherMode, now: datetime) -> int:
    by = claimant(stage, mode)
    return transaction(lambda: drafting.draft_claim(references=used, mode=mode, by=by, now=now))


def seen(stage: Stage, claim: int, mode: VoucherMode) -> dict[str, object]:
    """Return all that a claim says of itself before it is proved, but for its name and when it was made."""
    card = get_claim(claim, claimant(stage, mode))
    return {
        "lines": [line.capture for line in card.lines],
        "parts": card.parts,
        "captured": card.captured,
        "payee": card.payee,
        "payer": card.payer_region,
        "redeem_by": card.redeem_by,
        "evidence": policies.asked(card),
        "missing": policies.evidence_problems(card),
        "notice": policies.notice_days(card),
        "borne_by": policies.bearer_of_refusal(card),
    }


def test_a_claim_over_old_uses_is_the_very_same_after_all_has_changed(stage, used, mode):
    before = drafted(stage, used, mode, NOW + timedelta(days=20))
    as_it_was = seen(stage, before, mode)
    transaction(
        lambda: submitting.withdraw(before, None, by=claimant(stage, mode), now=NOW + timedelta(days=20))
    )
    change(stage, another_policy, no_recognition, no_district)
    after = drafted(stage, used, mode, LATER)
    assert seen(stage, after, mode) == as_it_was
    assert as_it_was["captured"] == Money(143_334 + 97_500)  # half of 2 h 52 min and of 1 h 57 min
    assert as_it_was["payer"] == stage.districts[0].region


def test_an_old_use_is_paid_in_full_after_all_has_changed(stage, voucher, used, mode):
    change(stage, another_policy, no_recognition, no_district)
    claim, by = drafted(stage, used, mode, LATER), claimant(stage, mode)
    officer, second = (payer.actor for payer in stage.districts[0].payers)
    card = get_claim(claim, by)
    for kind in policies.asked(card):
        paper = Upload("a.pdf", f"%PDF-1.7\n% {kind}\n%%EOF\n".encode())
        price = sum((part.price for part in card.parts[1:]), card.parts[0].price)
        proof = Proof(EvidenceKind(kind), price, paper)
        transaction(lambda proof=proof: proving.add_evidence(claim, proof, by=by, now=LATER))
    transaction(lambda: submitting.submit(claim, by=by, now=LATER))
    transaction(lambda: reviewing.complete(claim, by=officer, now=LATER))
    transaction(lambda: reviewing.review(claim, card.captured, None, by=officer, now=LATER))
    transaction(lambda: reviewing.notice(claim, by=officer, now=LATER))
    noticed = LATER + timedelta(days=POLICY["public_notice_days"])
    run_until_quiet(JOBS, noticed)
    payout = transaction(lambda: build_payout([claim], by=officer, now=noticed))
    transaction(lambda: moving.approve(payout, by=second, now=noticed))
    transaction(lambda: moving.send(payout, "BK-1", by=officer, now=noticed))
    assert get_claim(claim, by).state is ClaimState.PAID
    assert get_voucher_by_number(voucher.number).balances.paid == card.captured
    assert broken_invariants() == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ((another_policy, no_recognition), ["not_recognised"]),
        ((another_policy, no_district), ["district_not_admitted"]),
        ((no_recognition, no_district), ["district_not_admitted", "not_recognised"]),
    ],
)
def test_a_new_hold_is_refused_with_the_reason_named(stage, voucher, changes, codes):
    change(stage, *changes)
    with pytest.raises(Invalid) as refusal:
        book(stage, voucher)
    assert [problem.code for problem in refusal.value.problems] == codes


def test_a_voucher_keeps_the_policy_it_was_issued_by_and_a_new_one_gets_the_later(stage, voucher):
    change(stage, another_policy)
    newer = grant_all(stage, Size(1, 1, 0, 0, 1))[0]
    shares = [
        book(stage, each, hours).agreed.shares.voucher_share for hours, each in ((0, voucher), (5, newer))
    ]
    assert shares == [Money(150_000), Money(90_000)]


def book(stage: Stage, voucher: Granted, hours: int = 0):
    start = LATER + timedelta(days=1, hours=hours)
    wish = SlotWish(
        stage.instruments[0].card.id,
        Interval(start, start + timedelta(hours=3)),
        voucher=VoucherWish(voucher.number, VoucherMode.REDEEM),
    )
    owner = voucher.owner
    return transaction(
        lambda: book_slot(
            wish=wish, purpose="Afterwards", by=owner.actor, enterprise=owner.organisation, now=LATER
        )
    )
