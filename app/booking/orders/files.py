"""The files of an order: brief, contract, deliverables. Only its two sides ever see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.booking.domain.orders.documents import check_addition
from app.booking.domain.parties import order_party_of
from app.booking.models import OrderFile
from app.booking.orders.acting import SUBJECT, concerned
from app.booking.queries.order_files import documents_of
from app.booking.queries.orders import get_order, no_such_order
from app.infra.db import db
from app.infra.documents import get_document, keep
from app.infra.events import record
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard, OrderDocument
    from app.booking.domain.orders.documents import DocumentKind
    from app.infra.documents import DocumentCard, Upload


def add_file(*, ref: str, kind: DocumentKind, upload: Upload, by: Actor, now: datetime) -> OrderDocument:
    """Keep a file with the order.

    Raises NotFound, Forbidden, Conflict (`illegal_transition`, `too_many_documents`), and as
    `infra.documents.keep` for what is no document.
    """
    order, party = concerned(ref, by)
    check_addition(kind, party, order.state, present=len(documents_of(order)))
    document = keep(upload, by=event_actor(by), now=now)
    db.session.execute(
        insert(OrderFile).values(order_id=order.id, document_id=document.id, kind=kind, party=party)
    )
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action=f"add-{kind}",
        at=now,
        actor=event_actor(by),
        from_state=order.state,
        to_state=order.state,
        data={"document": document.ref, "sha256": document.sha256},
    )
    return documents_of(order)[-1]


def visible_files(order: OrderCard, actor: Actor) -> list[OrderDocument]:
    """Return the files for one of the two sides, nothing for anybody else, the operator included."""
    return documents_of(order) if order_party_of(order, actor) is not None else []


def file_of(ref: str, document_ref: str, actor: Actor) -> DocumentCard:
    """Return a file of an order to one of its two sides. Raises NotFound for anybody and anything else."""
    order = get_order(ref)
    if order_party_of(order, actor) is None:
        raise no_such_order()
    if document_ref not in {each.ref for each in documents_of(order)}:
        raise NotFound("not_found", N_("There is no such document."))
    return get_document(document_ref)
