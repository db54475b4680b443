"""The files of a service order over the API: a multipart form in, the bytes as they were uploaded out."""

from __future__ import annotations

from flask import Response, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.order_answers import OrderDocumentAnswer, OrderDocumentList
from app.booking.domain.orders.documents import DocumentKind
from app.booking.orders.acting import seen
from app.booking.orders.files import add_file, file_of, visible_files
from app.infra import clock
from app.infra.api import reads
from app.infra.api.idempotency import once
from app.infra.api.uploads import sent_file
from app.infra.db import transaction
from app.infra.documents.sending import send_document
from app.kernel.errors import Invalid
from app.kernel.text import N_


@api.post("/service-orders/<ref>/documents")
@requires(Permission.EXCHANGE)
def add_order_document(ref: str) -> Response:
    """Add a file: multipart fields `kind` (brief, contract or deliverable) and `file`."""
    return transaction(lambda: once(lambda: _add(ref)))


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
def show_order_document(ref: str, document: str) -> Response:
    """One file as it was uploaded, for the order's two sides only."""
    return send_document(file_of(ref, document, current_actor()))


def _add(ref: str) -> Response:
    kind = request.form.get("kind", "")
    if kind not in set(DocumentKind):
        expected = ", ".join(DocumentKind)
        raise Invalid(
            "not_a_choice", N_("This must be one of %(expected)s."), field="kind", expected=expected
        )
    added = add_file(
        ref=ref, kind=DocumentKind(kind), upload=sent_file(), by=current_actor(), now=clock.now()
    )
    body = OrderDocumentAnswer.of(added).model_dump_json()
    return Response(body, status=201, mimetype="application/json")
