"""The own share: what an enterprise owes a provider, its payments and invoices."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.receivable_answers import (
    InvoiceForm,
    PaymentForm,
    ReceivableAnswer,
    ReceivableList,
    ReceivableQuery,
    RefusalBody,
)
from app.booking.owing import invoicing, paying
from app.booking.queries import receivables as queries
from app.infra import clock
from app.infra.api import NoBody, reads, receives, sends, writes
from app.infra.api.paging import before_id, page
from app.infra.documents import Upload
from app.infra.documents.sending import send_document
from app.voucher.domain.days import voucher_day


@api.get("/receivables")
@requires(Permission.SEE_RECEIVABLES)
@reads(query=ReceivableQuery, answer=ReceivableList)
def list_receivables(query: ReceivableQuery) -> ReceivableList:
    """What your enterprise owes, or what your provider is owed; `state=overdue` for what is late."""
    today = voucher_day(clock.now())
    found = queries.receivables(
        current_actor(), query.state, today, before_id=before_id(query), limit=query.limit + 1
    )
    shown, following = page(found, query.limit, lambda receivable: receivable.id)
    return ReceivableList(items=[ReceivableAnswer.of(each, today) for each in shown], next=following)


@api.get("/receivables/<int:receivable_id>")
@requires(Permission.SEE_RECEIVABLES)
@reads(answer=ReceivableAnswer)
def show_receivable(receivable_id: int) -> ReceivableAnswer:
    """One own share with its payments and invoices."""
    return _answer(receivable_id)


@api.post("/receivables/<int:receivable_id>/payments")
@requires(Permission.PAY_OWN_SHARE)
@receives(form=PaymentForm, answer=ReceivableAnswer, status=201)
def record_payment(form: PaymentForm, upload: Upload, receivable_id: int) -> ReceivableAnswer:
    """Record a payment, or a part, with the bank's receipt (multipart `file`)."""
    paying.record_payment(receivable_id, form.paid(upload), by=current_actor(), now=clock.now())
    return _answer(receivable_id)


@api.post("/payments/<int:payment_id>/acknowledge")
@requires(Permission.ANSWER_PAYMENT)
@writes(body=NoBody, answer=ReceivableAnswer)
def acknowledge_payment(_body: NoBody, payment_id: int) -> ReceivableAnswer:
    """Say that a payment arrived."""
    return _answer(paying.acknowledge(payment_id, by=current_actor(), now=clock.now()))


@api.post("/payments/<int:payment_id>/refuse")
@requires(Permission.ANSWER_PAYMENT)
@writes(body=RefusalBody, answer=ReceivableAnswer)
def refuse_payment(body: RefusalBody, payment_id: int) -> ReceivableAnswer:
    """Say why a payment does not count; its amount is owed again."""
    return _answer(paying.refuse(payment_id, body.reason, by=current_actor(), now=clock.now()))


@api.get("/payments/<int:payment_id>/receipt")
@requires(Permission.SEE_RECEIVABLES)
@sends()
def show_payment_receipt(payment_id: int) -> Response:
    """The bank's receipt, as it was uploaded."""
    return send_document(paying.find_receipt(payment_id, by=current_actor()))


@api.post("/receivables/<int:receivable_id>/invoices")
@requires(Permission.ANSWER_PAYMENT)
@receives(form=InvoiceForm, answer=ReceivableAnswer, status=201)
def record_invoice(form: InvoiceForm, upload: Upload, receivable_id: int) -> ReceivableAnswer:
    """Record an invoice with its document (multipart `file`)."""
    invoicing.record_invoice(receivable_id, form.invoice(upload), by=current_actor(), now=clock.now())
    return _answer(receivable_id)


@api.get("/invoices/<int:invoice_id>/document")
@requires(Permission.SEE_RECEIVABLES)
@sends()
def show_invoice_document(invoice_id: int) -> Response:
    """The invoice, as it was uploaded."""
    return send_document(invoicing.find_invoice(invoice_id, by=current_actor()))


def _answer(receivable_id: int) -> ReceivableAnswer:
    found = queries.get_receivable(receivable_id, current_actor())
    return ReceivableAnswer.of(found, voucher_day(clock.now()))
