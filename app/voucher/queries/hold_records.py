"""Reading holds as they stand, live or resolved, with the facts they were judged by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import HoldRecord
from app.voucher.domain.states import HoldState
from app.voucher.models import Hold, Voucher


def find_hold(reference: str) -> HoldRecord | None:
    """Return the newest hold for a reference, live or resolved, or None."""
    row = db.session.execute(_records(reference).order_by(Hold.id.desc()).limit(1)).one_or_none()
    return _record(row) if row else None


def holds_for(reference: str, state: HoldState) -> list[HoldRecord]:
    """Return the holds for a reference that are in a state, in the order they pay."""
    query = _records(reference).where(Hold.state == state).order_by(Hold.position, Hold.id)
    return [_record(row) for row in db.session.execute(query)]


def _records(reference: str) -> Select[Any]:
    return (
        select(
            Hold.reference,
            Voucher.number,
            Hold.mode,
            Hold.state,
            Hold.amount_minor,
            Hold.captured_minor,
            Hold.currency,
            Hold.snapshot,
        )
        .join(Voucher, Voucher.id == Hold.voucher_id)
        .where(Hold.reference == reference)
    )


def _record(row: Row[Any]) -> HoldRecord:
    return HoldRecord(
        reference=row.reference,
        voucher_number=row.number,
        mode=VoucherMode(row.mode),
        state=HoldState(row.state),
        amount=Money(row.amount_minor, row.currency),
        captured=Money(row.captured_minor, row.currency),
        snapshot=row.snapshot,
    )
