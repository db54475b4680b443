"""Reading holds as they stand, live or resolved, with the facts they were judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import HoldRecord
from app.voucher.domain.states import HoldState
from app.voucher.models import Hold, Voucher

if TYPE_CHECKING:
    from collections.abc import Collection


def find_hold(reference: str) -> HoldRecord | None:
    """Return the newest hold for a reference, live or resolved, or None."""
    query = _records().where(Hold.reference == reference).order_by(Hold.id.desc())
    row = db.session.execute(query.limit(1)).one_or_none()
    return _record(row) if row else None


def holds_for(reference: str, state: HoldState) -> list[HoldRecord]:
    """Return the holds for a reference that are in a state, in the order they pay."""
    query = _records().where(Hold.reference == reference, Hold.state == state)
    return [_record(row) for row in db.session.execute(query.order_by(Hold.position, Hold.id))]


def holds_by_id(ids: Collection[int]) -> dict[int, HoldRecord]:
    """Return holds by id, live or resolved; one query."""
    rows = db.session.execute(_records().where(Hold.id.in_(ids)))
    return {row.id: _record(row) for row in rows}


def _records() -> Select[Any]:
    return select(
        Hold.id,
        Hold.reference,
        Voucher.number,
        Hold.mode,
        Hold.state,
        Hold.amount_minor,
        Hold.captured_minor,
        Hold.currency,
        Hold.snapshot,
    ).join(Voucher, Voucher.id == Hold.voucher_id)


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
