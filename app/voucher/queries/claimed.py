"""Reading what was asked and paid of one voucher: its own lines of claims, nobody else's beside them.

Why a claim was refused is about all of its lines: where those are of other enterprises too, it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, literal, null, select, union_all
from sqlalchemy.orm import aliased

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

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A payment of a claim: in which batch, what became of it, and the bank's own number of it, if told."""

    payout: str
    state: str
    bank_reference: str | None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case about a claim."""

    ref: str
    state: str


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """A captured amount in one claim, with all payments of that claim and all cases about it."""

    reference: str
    captured: Money
    approved: Money | None
    claim: str
    mode: str
    state: str
    submitted_at: datetime | None
    reason: str | None
    payments: tuple[PaidLine, ...]
    cases: tuple[CaseLine, ...]


def claimed_of(voucher_id: int) -> list[ClaimedLine]:
    """Return every line of a claim about a voucher, oldest first. Two queries."""
    beside, other = aliased(ClaimLine), aliased(Capture)
    # A claim of the enterprise's own is about its own uses, whichever voucher paid them.
    about_others = exists().where(
        beside.claim_id == Claim.id, beside.capture_id == other.id, other.voucher_id != voucher_id
    )
    rows = db.session.execute(
        select(
            Capture.reference,
            Capture.currency,
            ClaimLine.claim_id,
            ClaimLine.captured_minor,
            ClaimLine.approved_minor,
            Claim.ref.label("claim"),
            Claim.mode,
            Claim.state,
            Claim.submitted_at,
            Claim.reason,
            ((Claim.payee_id != Capture.enterprise_id) & about_others).label("is_shared"),
        )
        .join(ClaimLine, ClaimLine.capture_id == Capture.id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Capture.voucher_id == voucher_id)
        .order_by(ClaimLine.id)
    ).all()
    claims = {row.claim_id for row in rows}
    payments, cases = _beside(claims)
    return [_line(row, tuple(payments[row.claim_id]), tuple(cases[row.claim_id])) for row in rows]


def _line(row: Any, payments: tuple[PaidLine, ...], cases: tuple[CaseLine, ...]) -> ClaimedLine:
    return ClaimedLine(
        reference=row.reference,
        captured=Money(row.captured_minor, row.currency),
        approved=None if row.approved_minor is None else Money(row.approved_minor, row.currency),
        claim=row.claim,
        mode=row.mode,
        state=row.state,
        submitted_at=row.submitted_at,
        reason=None if row.is_shared else row.reason,
        payments=payments,
        cases=cases,
    )


def _beside(claim_ids: Collection[int]) -> tuple[dict[int, list[PaidLine]], dict[int, list[CaseLine]]]:
    """Return the payments of claims and the cases about them, by the claim's id. One query."""
    paid = (
        select(
            literal("payment").label("kind"),
            PayoutLine.id,
            PayoutLine.claim_id,
            Payout.ref,
            PayoutLine.state,
            PayoutLine.bank_reference,
        )
        .join(Payout, Payout.id == PayoutLine.payout_id)
        .where(PayoutLine.claim_id.in_(claim_ids))
    )
    looked_into = select(
        literal("case"), ReviewCase.id, ReviewCase.claim_id, ReviewCase.ref, ReviewCase.state, null()
    ).where(ReviewCase.claim_id.in_(claim_ids))
    payments: dict[int, list[PaidLine]] = defaultdict(list)
    cases: dict[int, list[CaseLine]] = defaultdict(list)
    rows: list[Any] = list(db.session.execute(union_all(paid, looked_into).order_by("id")))
    for row in rows:
        if row.kind == "payment":
            payments[row.claim_id].append(PaidLine(row.ref, row.state, row.bank_reference))
        else:
            cases[row.claim_id].append(CaseLine(row.ref, row.state))
    return payments, cases


def application_ref_of(voucher_id: int) -> str | None:
    """Return the reference of the application a voucher was granted for; None where it was issued without."""
    query = select(GrantApplication.ref).where(GrantApplication.voucher_id == voucher_id)
    return db.session.scalar(query)
