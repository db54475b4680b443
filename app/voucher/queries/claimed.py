"""Reading what was asked and paid of one voucher: its own lines of claims, nobody else's beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.models import (
    Capture,
    Claim,
    ClaimLine,
    GrantApplication,
    Payout,
    PayoutLine,
    ReviewCase,
)


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """A captured amount in one claim, with a payment of that claim and a case about it, where there are."""

    reference: str
    captured: Money
    approved: Money | None
    claim: str
    mode: str
    state: str
    submitted_at: datetime | None
    reason: str | None
    payout: str | None
    payment: str | None
    bank_reference: str | None
    case: str | None
    case_state: str | None


def claimed_of(voucher_id: int) -> list[ClaimedLine]:
    """Return every line of a claim about a voucher, oldest first; one more for each payment or case."""
    rows = db.session.execute(
        select(
            Capture.reference,
            Capture.currency,
            ClaimLine.captured_minor,
            ClaimLine.approved_minor,
            Claim.ref.label("claim"),
            Claim.mode,
            Claim.state,
            Claim.submitted_at,
            Claim.reason,
            Payout.ref.label("payout"),
            PayoutLine.state.label("payment"),
            PayoutLine.bank_reference,
            ReviewCase.ref.label("case"),
            ReviewCase.state.label("case_state"),
        )
        .join(ClaimLine, ClaimLine.capture_id == Capture.id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .outerjoin(PayoutLine, PayoutLine.claim_id == Claim.id)
        .outerjoin(Payout, Payout.id == PayoutLine.payout_id)
        .outerjoin(ReviewCase, ReviewCase.claim_id == Claim.id)
        .where(Capture.voucher_id == voucher_id)
        .order_by(ClaimLine.id, PayoutLine.id, ReviewCase.id)
    )
    return [
        ClaimedLine(
            row.reference, Money(row.captured_minor, row.currency),
            None if row.approved_minor is None else Money(row.approved_minor, row.currency),
            row.claim, row.mode, row.state, row.submitted_at, row.reason,
            row.payout, row.payment, row.bank_reference, row.case, row.case_state,
        )
        for row in rows
    ]  # fmt: skip


def application_ref_of(voucher_id: int) -> str | None:
    """Return the reference of the application a voucher was granted for; None where it was issued without."""
    query = select(GrantApplication.ref).where(GrantApplication.voucher_id == voucher_id)
    return db.session.scalar(query)
