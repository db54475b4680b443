"""The files of an order. Who may see them, the caller has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.booking.domain.orders.cards import OrderDocument
from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.states import Party
from app.booking.models import OrderFile
from app.infra.db import db
from app.infra.documents import documents

if TYPE_CHECKING:
    from app.booking.domain.orders.cards import OrderCard


def documents_of(order: OrderCard) -> list[OrderDocument]:
    """Return an order's files in the order in which they were added. Two queries."""
    rows = db.session.execute(
        select(OrderFile.kind, OrderFile.party, OrderFile.document_id)
        .where(OrderFile.order_id == order.id)
        .order_by(OrderFile.id)
    ).all()
    kept = documents([row.document_id for row in rows])
    return [
        OrderDocument(
            kind=DocumentKind(row.kind),
            party=Party(row.party),
            ref=kept[row.document_id].ref,
            filename=kept[row.document_id].filename,
            size=kept[row.document_id].size,
            sha256=kept[row.document_id].sha256,
            added_by=kept[row.document_id].uploaded_by_name,
            added_at=kept[row.document_id].uploaded_at,
        )
        for row in rows
    ]
