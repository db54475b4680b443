"""The ledger's side of a payment: payable → paid, and back when the bank returns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.voucher import ledger
from app.voucher.claiming.acting import account_of, change
from app.voucher.domain.claims import ClaimAction
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Occasion, Place
from app.voucher.models import Bucket

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.voucher.domain.claim_cards import ClaimCard, ClaimLineCard


def pay(claim: ClaimCard, payout_ref: str, *, by: EventActor, now: datetime) -> None:
    """Pay a claim: what is payable of each of its lines moves to what its payee was paid."""
    change(claim, ClaimAction.PAY, at=now, by=by, data={"payout": payout_ref})
    _move(claim.lines, Reason.PAY_OUT, (BucketKind.PAYABLE, BucketKind.PAID), Occasion(payout_ref, now, by))


def take_back(claim: ClaimCard, payout_ref: str, *, by: EventActor, now: datetime) -> None:
    """Make a claim payable again whose payment the bank sent back."""
    change(claim, ClaimAction.PAY_BACK, at=now, by=by, data={"payout": payout_ref})
    way = (BucketKind.PAID, BucketKind.PAYABLE)
    _move(claim.lines, Reason.BANK_RETURN, way, Occasion(payout_ref, now, by))


def _move(
    lines: tuple[ClaimLineCard, ...],
    reason: Reason,
    way: tuple[BucketKind, BucketKind],
    occasion: Occasion,
) -> None:
    for line in lines:
        if line.approved is None or not line.approved.is_positive:
            continue
        debit, credit = (place_of(kind, line) for kind in way)
        account = account_of(line.capture)
        ledger.post(reason, line.approved, debit=debit, credit=credit, account=account, occasion=occasion)


def place_of(kind: BucketKind, line: ClaimLineCard) -> Place:
    """Return a claim line's bucket of a kind, opened at its first use."""
    found = db.session.scalar(select(Bucket.id).where(Bucket.kind == kind, Bucket.owner_ref == str(line.id)))
    if found is not None:
        return Place(found, kind)
    capture = line.capture
    account = account_of(capture)
    currency = capture.price.currency
    return ledger.open_bucket(kind, str(line.id), tier=capture.tier, account=account, currency=currency)
