"""Reading holds and grants as they were made, to judge them under other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.accounts.queries import control_groups
from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.days import voucher_day
from app.voucher.domain.effects import GrantMade, HoldMade
from app.voucher.domain.facts import Facts
from app.voucher.models import Hold, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def holds_made(programme_id: int, since: datetime, *, most: int) -> Iterator[HoldMade]:
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
        yield HoldMade(
            voucher=card_of(row),
            issued_on=voucher_day(row.issued_at),
            mode=VoucherMode(row.mode),
            facts=Facts.from_dict(kept["facts"]),
            price=Money(kept["price_minor"], currency),
            amount=Money(kept["amount_minor"], currency),
            available=Money(kept["available_minor"], currency),
            before=Money(kept["before_minor"], currency) if "before_minor" in kept else None,
        )


def grants_made(programme_id: int, since: datetime, *, most: int) -> list[GrantMade]:
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
        GrantMade(
            issued_on=voucher_day(row.issued_at),
            face=Money(row.face_minor, row.currency),
            modes=frozenset(VoucherMode(mode) for mode in row.modes),
            tier=row.tier,
            enterprise_id=row.enterprise_id,
        )
        for row in reversed(db.session.execute(newest).all())
    ]


def granted_before(programme_id: int, since: datetime) -> dict[int, Money]:
    """Return what each enterprise was granted by a programme before a moment. One query."""
    rows = db.session.execute(
        select(Voucher.enterprise_id, Voucher.currency, func.sum(Voucher.face_minor).label("minor"))
        .where(Voucher.programme_id == programme_id, Voucher.issued_at < since)
        .group_by(Voucher.enterprise_id, Voucher.currency)
    )
    return {row.enterprise_id: Money(int(row.minor), row.currency) for row in rows}


def groups_granted(programme_id: int) -> dict[int, int]:
    """Return the control group of each enterprise a programme granted to that is in one. One query."""
    return control_groups(select(Voucher.enterprise_id).where(Voucher.programme_id == programme_id))
