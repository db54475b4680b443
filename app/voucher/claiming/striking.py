"""Striking a claim that a case found wrong before it was paid: its value goes back to the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.infra.db import db
from app.kernel.money import Money
from app.voucher import ledger
from app.voucher.claiming.acting import account_of, change, give_to_budget, let_lines_go, resolve_capture
from app.voucher.claiming.bearing import let_enterprise_bear
from app.voucher.claiming.policies import bearer_of_refusal
from app.voucher.domain.claims import CaptureState, ClaimAction, ClaimState
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Occasion, Place
from app.voucher.models import Bucket, ClaimLine

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.voucher.domain.claim_cards import ClaimCard, ClaimLineCard
    from app.voucher.domain.policy import Bearer


def strike(claim: ClaimCard, reason: str, *, by: EventActor, now: datetime) -> Bearer | None:
    """Reject a locked claim whatever step it stands at, up to the payment; return who bears that."""
    occasion = Occasion(claim.ref, now, by)
    borne_by = bearer_of_refusal(claim)
    change(claim, ClaimAction.STRIKE, at=now, by=by, reason=reason, borne_by=borne_by)
    for line in claim.lines:
        if claim.state is ClaimState.PAYABLE:
            _take_payable(line, occasion)
        if line.capture.state is CaptureState.OPEN:
            give_to_budget(line.capture, line.capture.captured, Reason.REFUSE, occasion)
            resolve_capture(line.capture)
    db.session.execute(update(ClaimLine).where(ClaimLine.claim_id == claim.id).values(approved_minor=0))
    let_lines_go(claim)
    let_enterprise_bear(claim, borne_by, [_refused(line, claim) for line in claim.lines], now)
    return borne_by


def _refused(line: ClaimLineCard, claim: ClaimCard) -> Money:
    """Return what the striking refuses: what was not approved is refused when the notice is over."""
    if claim.state is not ClaimState.PAYABLE:
        return line.capture.captured
    return line.approved or Money.zero(claim.currency)


def _take_payable(line: ClaimLineCard, occasion: Occasion) -> None:
    if line.approved is None or not line.approved.is_positive:
        return
    found = db.session.scalars(
        select(Bucket.id).where(Bucket.kind == BucketKind.PAYABLE, Bucket.owner_ref == str(line.id))
    ).one()
    capture = line.capture
    ledger.post(
        Reason.REFUSE,
        line.approved,
        debit=Place(found, BucketKind.PAYABLE),
        credit=ledger.budget_of(capture.programme_id, capture.tier),
        account=account_of(capture),
        occasion=occasion,
    )
