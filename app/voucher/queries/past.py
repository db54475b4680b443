"""Reading holds and grants as they were made, to judge them under other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.days import voucher_day
from app.voucher.domain.effects import PastGrant, PastHold
from app.voucher.domain.facts import Facts
from app.voucher.models import Hold, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def past_holds(programme_id: int, since: datetime, *, most: int) -> Iterator[PastHold]:
    """Yield the holds on a programme's vouchers made since a moment, the newest first. One query."""
    rows = db.session.execute(
        select(*CARD, Voucher.issued_at, Hold.mode, Hold.snapshot)
        .join(Voucher, Voucher.id == Hold.voucher_id)
        .join(Programme, Programme.id == Voucher.programme_id)
        .where(Voucher.programme_id == programme_id, Hold.held_at >= since)
        .order_by(Hold.id.desc())
        .limit(most)
    )
    for row in rows:
        kept = row.snapshot
        currency = kept["currency"]
        yield PastHold(
            voucher=card_of(row),
            issued_on=voucher_day(row.issued_at),
            mode=VoucherMode(row.mode),
            facts=Facts.from_dict(kept["facts"]),
            price=Money(kept["price_minor"], currency),
            amount=Money(kept["amount_minor"], currency),
            available=Money(kept["available_minor"], currency),
        )


def past_grants(programme_id: int, since: datetime, *, most: int) -> list[PastGrant]:
    """Return the newest grants of a programme made since a moment, in the order they were made. One query."""
    newest = (
        select(
            Voucher.issued_at,
            Voucher.face_minor,
            Voucher.currency,
            Voucher.modes,
            Voucher.tier,
            Voucher.enterprise_id,
        )
        .where(Voucher.programme_id == programme_id, Voucher.issued_at >= since)
        .order_by(Voucher.id.desc())
        .limit(most)
    )
    return [
        PastGrant(
            issued_on=voucher_day(row.issued_at),
            face=Money(row.face_minor, row.currency),
            modes=frozenset(VoucherMode(mode) for mode in row.modes),
            tier=row.tier,
            counted_for=str(row.enterprise_id),
        )
        for row in reversed(db.session.execute(newest).all())
    ]


def granted_before(programme_id: int, since: datetime) -> dict[str, Money]:
    """Return what each enterprise was granted by a programme before a moment. One query."""
    rows = db.session.execute(
        select(Voucher.enterprise_id, Voucher.currency, func.sum(Voucher.face_minor).label("minor"))
        .where(Voucher.programme_id == programme_id, Voucher.issued_at < since)
        .group_by(Voucher.enterprise_id, Voucher.currency)
    )
    return {str(row.enterprise_id): Money(int(row.minor), row.currency) for row in rows}
