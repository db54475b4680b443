"""What is owed of one settlement, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.booking.domain.owing import OwnShareCard
from app.booking.models import Invoice, Receivable
from app.booking.queries.receivables import seen_by
from app.infra.db import db
from app.kernel.money import Money

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

_INVOICED = (
    select(func.coalesce(func.sum(Invoice.amount_minor), 0))
    .where(Invoice.receivable_id == Receivable.id)
    .scalar_subquery()
)


def find_own_share(reference: str, actor: Actor) -> OwnShareCard | None:
    """Return the own share of a booking or an order of either side, or None. One statement."""
    query = select(Receivable, _INVOICED).where(Receivable.reference == reference, seen_by(actor))
    found = db.session.execute(query).first()
    if found is None:
        return None
    row, invoiced = found
    return OwnShareCard(
        receivable_id=row.id,
        amount=Money(row.amount_minor, row.currency),
        paid=Money(row.paid_minor, row.currency),
        invoiced=Money(int(invoiced), row.currency),
        due_on=row.due_on,
    )
