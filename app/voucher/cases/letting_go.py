"""Asking no more for what will never come: the claim was struck, or its payment came back from the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.infra.db import db, execute_checked
from app.infra.events import record
from app.voucher.cases.opening import SUBJECT
from app.voucher.domain.cases import CaseState
from app.voucher.models import ReviewCase

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor


def let_go(claim_id: int, reason: str, *, by: EventActor, now: datetime) -> None:
    """Set what the upheld cases about a claim ask back to what came back."""
    rows = db.session.execute(
        select(ReviewCase.id, ReviewCase.ref, ReviewCase.owed_minor, ReviewCase.received_minor)
        .where(
            ReviewCase.claim_id == claim_id,
            ReviewCase.state == CaseState.UPHELD,
            ReviewCase.owed_minor > ReviewCase.received_minor,
        )
        .order_by(ReviewCase.id)
    ).all()
    for row in rows:
        execute_checked(
            update(ReviewCase).where(ReviewCase.id == row.id).values(owed_minor=ReviewCase.received_minor)
        )
        record(
            subject_kind=SUBJECT,
            subject_ref=row.ref,
            action="let-go",
            at=now,
            actor=by,
            reason=reason,
            data={"owed_minor": row.received_minor, "asked_minor": row.owed_minor},
        )
