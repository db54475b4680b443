"""A payment that came back while a case asks a part of it back: that part is not paid again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.infra.db import db
from app.infra.events import record
from app.kernel.money import Money
from app.voucher import ledger
from app.voucher.cases.letting_go import let_go
from app.voucher.claiming.acting import SUBJECT, account_of
from app.voucher.domain.claims import approved_by_line
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Occasion
from app.voucher.models import ClaimLine
from app.voucher.paying.transfers import place_of
from app.voucher.queries.cases import owed_by_cases

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.voucher.domain.claim_cards import ClaimCard


def forgo_owed(claim: ClaimCard, reason: str, *, by: EventActor, now: datetime) -> None:
    """Move what cases ask back of a claim that is payable again to the budget, and ask for it no more.

    A claim that is asked back whole stays as it is: it is not paid again, but for another case to strike.
    """
    approved, owed = claim.approved, owed_by_cases(claim)
    if approved is None or not owed.is_positive or owed >= approved:
        return
    nothing = Money.zero(claim.currency)
    parts = approved_by_line(owed, [line.approved or nothing for line in claim.lines])
    for line, part in zip(claim.lines, parts, strict=True):
        if not part.is_positive:
            continue
        ledger.post(
            Reason.REFUSE,
            part,
            debit=place_of(BucketKind.PAYABLE, line),
            credit=ledger.budget_of(line.capture.programme_id, line.capture.tier),
            account=account_of(line.capture),
            occasion=Occasion(claim.ref, now, by),
        )
        db.session.execute(
            update(ClaimLine)
            .where(ClaimLine.id == line.id)
            .values(approved_minor=ClaimLine.approved_minor - part.minor)
        )
    record(
        subject_kind=SUBJECT,
        subject_ref=claim.ref,
        action="forgo",
        at=now,
        actor=by,
        reason=reason,
        data={"approved_minor": (approved - owed).minor, "owed_minor": owed.minor},
    )
    let_go(claim.id, reason, by=by, now=now)
