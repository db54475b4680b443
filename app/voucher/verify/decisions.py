"""R3: what was decided is decided alike again from the stored snapshot and policy version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.domain.shares import subsidy
from app.voucher.models import Hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

AT_ONCE = 1000


def unlike_their_snapshot() -> list[str]:
    """Return the holds whose amount is above what their own snapshot's rate and price allow."""
    return [line for row in _holds() for line in _unlike(row)]


def _holds() -> Iterator[Row[int, int, str, object]]:
    after = 0
    query = select(Hold.id, Hold.amount_minor, Hold.currency, Hold.snapshot).order_by(Hold.id).limit(AT_ONCE)
    while rows := db.session.execute(query.where(Hold.id > after)).all():
        yield from rows
        after = rows[-1].id


def _unlike(row: Row[int, int, str, object]) -> Iterator[str]:
    snapshot = row.snapshot
    if not isinstance(snapshot, dict):
        yield f"hold {row.id} has no snapshot"
        return
    price = Money(snapshot["price_minor"], row.currency)
    share = subsidy(price, snapshot["rate_percent"], None)
    if row.amount_minor != snapshot["amount_minor"] or row.amount_minor > share.minor:
        yield f"hold {row.id} took {row.amount_minor}, its snapshot allows {share.minor}"
