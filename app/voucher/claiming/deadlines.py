"""What time does to claims: a notice ends, a last day to claim passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.infra.events import SYSTEM
from app.voucher import ledger
from app.voucher.claiming.acting import (
    account_of,
    change,
    claimable_of,
    give_to_budget,
    let_evidence_go,
    let_lines_go,
    resolve_capture,
)
from app.voucher.claiming.bearing import let_enterprise_bear
from app.voucher.domain.cases import CaseState
from app.voucher.domain.claims import OPEN_TO_CHANGE, CaptureState, ClaimAction, ClaimState
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.hold_events import tell_lapsed
from app.voucher.ledger import Occasion
from app.voucher.models import Capture, Claim, ReviewCase
from app.voucher.queries.captures import get_capture, live_claims, overdue_captures
from app.voucher.queries.cases import open_cases
from app.voucher.queries.claims import lock_claim

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.money import Money
    from app.voucher.domain.claim_cards import ClaimLineCard


# A claim that is looked into stands still, whatever its notice says.
_UNDER_CASE = (
    select(ReviewCase.id).where(ReviewCase.claim_id == Claim.id, ReviewCase.state == CaseState.OPEN).exists()
)


def noticed_claims(now: datetime, limit: int) -> list[int]:
    """Return the ids of claims whose public notice is over, oldest first."""
    return list(
        db.session.scalars(
            select(Claim.id)
            .where(Claim.state == ClaimState.NOTICED, Claim.noticed_until <= now, ~_UNDER_CASE)
            .order_by(Claim.noticed_until, Claim.id)
            .limit(limit)
        )
    )


def mature(claim_id: int, now: datetime) -> None:
    """Make a claim payable whose notice is over: the approved part moves on, the rest back to the budget."""
    claim = lock_claim(claim_id)
    if claim.state is not ClaimState.NOTICED or claim.noticed_until is None or claim.noticed_until > now:
        return
    if open_cases([claim_id]):
        return
    change(claim, ClaimAction.MATURE, at=now, by=SYSTEM, payable_at=now)
    for line in claim.lines:
        _approve_line(line, Occasion(claim.ref, now, SYSTEM))
    let_enterprise_bear(claim, claim.borne_by, [_refused(line) for line in claim.lines], now)


def overdue_claims(now: datetime, limit: int) -> list[int]:
    """Return the ids of claims that the claimant did not hand in by the last day, oldest first."""
    return list(
        db.session.scalars(
            select(Claim.id)
            .where(Claim.state.in_(map(str, OPEN_TO_CHANGE)), Claim.redeem_by < voucher_day(now))
            .order_by(Claim.redeem_by, Claim.id)
            .limit(limit)
        )
    )


def lapse_claim(claim_id: int, now: datetime) -> None:
    """Lapse a claim that was not handed in; what it asked for is then for `lapse_capture`."""
    claim = lock_claim(claim_id)
    if claim.state not in OPEN_TO_CHANGE or claim.redeem_by >= voucher_day(now):
        return
    change(claim, ClaimAction.LAPSE, at=now, by=SYSTEM)
    let_lines_go(claim)
    let_evidence_go(claim)


def unclaimed_captures(now: datetime, limit: int) -> list[int]:
    """Return the ids of captures that nobody claimed by their last day, oldest first."""
    return overdue_captures(voucher_day(now), limit)


def lapse_capture(capture_id: int, now: datetime) -> None:
    """Give a capture's value back to the budget, unless a claim asks for it."""
    locked = select(Capture.state).where(Capture.id == capture_id).with_for_update()
    if db.session.scalar(locked) != CaptureState.OPEN or live_claims([capture_id]):
        return
    capture = get_capture(capture_id)
    if capture.redeem_by >= voucher_day(now):
        return
    occasion = Occasion(capture.reference, now, SYSTEM)
    give_to_budget(capture, capture.captured, Reason.REDEEM_BY_PASSED, occasion)
    resolve_capture(capture)
    tell_lapsed(capture, occasion)


def _refused(line: ClaimLineCard) -> Money:
    captured = line.capture.captured
    return captured if line.approved is None else captured - line.approved


def _approve_line(line: ClaimLineCard, occasion: Occasion) -> None:
    capture, approved, refused = line.capture, line.approved, _refused(line)
    if approved is not None and approved.is_positive:
        account = account_of(capture)
        payable = ledger.open_bucket(
            BucketKind.PAYABLE, str(line.id), tier=capture.tier, account=account, currency=approved.currency
        )
        ledger.post(
            Reason.APPROVE,
            approved,
            debit=claimable_of(capture),
            credit=payable,
            account=account,
            occasion=occasion,
        )
    if refused.is_positive:
        give_to_budget(capture, refused, Reason.REFUSE, occasion)
    resolve_capture(capture)
