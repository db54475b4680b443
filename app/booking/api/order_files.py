"""The files of a service order over the API: a multipart form in, the bytes as they were uploaded out."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.order_answers import OrderDocumentAnswer, OrderDocumentList
from app.booking.domain.orders.documents import DocumentKind
from app.booking.orders.acting import seen
from app.booking.orders.files import add_file, file_of, visible_files
from app.infra import clock
from app.infra.api import FormBody, reads, receives, sends
from app.infra.documents import Upload
from app.infra.documents.sending import send_document


class OrderDocumentForm(FormBody):
    """What the file is to its order."""

    kind: DocumentKind


@api.post("/service-orders/<ref>/documents")
@requires(Permission.EXCHANGE)
@receives(form=OrderDocumentForm, answer=OrderDocumentAnswer, status=201)
def add_order_document(form: OrderDocumentForm, upload: Upload, ref: str) -> OrderDocumentAnswer:
    """Add a file (multipart `kind`, `file`), each side its own kinds."""
    added = add_file(ref=ref, kind=form.kind, upload=upload, by=current_actor(), now=clock.now())
    return OrderDocumentAnswer.of(added)


@api.get("/service-orders/<ref>/documents")
@requires(Permission.SEE_ORDERS)
@reads(answer=OrderDocumentList)
def list_order_documents(ref: str) -> OrderDocumentList:
    """The files of an order, for its two sides only."""
    actor = current_actor()
    found = visible_files(seen(ref, actor), actor)
    return OrderDocumentList(items=[OrderDocumentAnswer.of(each) for each in found])


@api.get("/service-orders/<ref>/documents/<document>")
@requires(Permission.EXCHANGE)
@sends()
def show_order_document(ref: str, document: str) -> Response:
    """One file as it was uploaded, for the order's two sides only."""
    return send_document(file_of(ref, document, current_actor()))
