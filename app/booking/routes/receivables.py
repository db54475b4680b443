"""The pages of own shares: for the enterprise what it owes, for the provider what it is owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.domain.owing import OwnShareShelf
from app.booking.forms.receivable import AnswerForm, InvoiceForm, PaymentForm
from app.booking.owing import invoicing, paying
from app.booking.present.receivables import WORDS, receivable_page, where_to_pay
from app.booking.queries import receivables as queries
from app.booking.routes.blueprint import pages
from app.booking.routes.wanted import wanted_shelf
from app.infra import clock
from app.infra.documents.sending import send_document
from app.infra.forms import Form, submitted
from app.kernel.text import N_
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor

Answer = AnyResponse | tuple[str, int]
ROWS = 50


@pages.get("/receivables")
@requires(Permission.SEE_RECEIVABLES)
def receivables() -> str:
    """List the own shares of my organisation, those that are unpaid first shown."""
    shelf, today = wanted_shelf(OwnShareShelf, OwnShareShelf.UNPAID, "state"), voucher_day(clock.now())
    place = queries.RECEIVABLE_SORTS.asked()
    found = queries.receivables(current_actor(), shelf, today, place=place, limit=ROWS + 1)
    shown, following = queries.RECEIVABLE_SORTS.page(found, ROWS, place)
    rows = [receivable_page(each, current_actor(), today) for each in shown]
    return render_template(
        "booking/receivables.html",
        rows=rows,
        shelf=shelf,
        words=WORDS,
        cursor=following,
        sort=place.text,
    )


@pages.get("/receivables/<int:receivable_id>")
@requires(Permission.SEE_RECEIVABLES)
def receivable(receivable_id: int) -> str:
    """Show one own share with its payments and invoices, and what my side can do."""
    return _page(receivable_id, AnswerForm())


@pages.post("/receivables/<int:receivable_id>/payments")
@requires(Permission.PAY_OWN_SHARE)
def record_payment(receivable_id: int) -> Answer:
    """Record a payment with its receipt."""
    form = PaymentForm()

    def work(by: Actor, now: datetime) -> int:
        paying.record_payment(receivable_id, form.paid(), by=by, now=now)
        return receivable_id

    return _act(
        receivable_id, form, work, N_("The payment is recorded; the provider is asked whether it came.")
    )


@pages.post("/receivables/<int:receivable_id>/invoices")
@requires(Permission.ANSWER_PAYMENT)
def record_invoice(receivable_id: int) -> Answer:
    """Record an invoice."""
    form = InvoiceForm()

    def work(by: Actor, now: datetime) -> int:
        invoicing.record_invoice(receivable_id, form.invoice(), by=by, now=now)
        return receivable_id

    return _act(receivable_id, form, work, N_("The invoice is recorded."))


@pages.post("/payments/<int:payment_id>/acknowledge")
@requires(Permission.ANSWER_PAYMENT)
def acknowledge_payment(payment_id: int) -> Answer:
    """Say that a payment arrived."""

    def work(by: Actor, now: datetime) -> int:
        return paying.acknowledge(payment_id, by=by, now=now)

    found = queries.receivable_of_payment(payment_id)
    return _act(found, AnswerForm(), work, N_("The payment counts as received."))


@pages.post("/payments/<int:payment_id>/refuse")
@requires(Permission.ANSWER_PAYMENT)
def refuse_payment(payment_id: int) -> Answer:
    """Say why a payment does not count."""
    form = AnswerForm()

    def work(by: Actor, now: datetime) -> int:
        return paying.refuse(payment_id, form.reason.data, by=by, now=now)

    found = queries.receivable_of_payment(payment_id)
    return _act(found, form, work, N_("The payment does not count; its amount is owed again."))


@pages.get("/payments/<int:payment_id>/receipt")
@requires(Permission.SEE_RECEIVABLES)
def receipt(payment_id: int) -> Response:
    """Download a bank receipt."""
    return send_document(paying.find_receipt(payment_id, by=current_actor()))


@pages.get("/invoices/<int:invoice_id>/document")
@requires(Permission.SEE_RECEIVABLES)
def invoice_document(invoice_id: int) -> Response:
    """Download an invoice."""
    return send_document(invoicing.find_invoice(invoice_id, by=current_actor()))


def _act(receivable_id: int, form: Form, work: Callable[[Actor, datetime], int], done: str) -> Answer:
    actor, now = current_actor(), clock.now()
    queries.get_receivable(receivable_id, actor)  # somebody else's is not there, whatever was typed
    if submitted(form, lambda: work(actor, now)) is None:
        return _page(receivable_id, form), 422
    flash(gettext(done), "success")
    return redirect(url_for("booking.receivable", receivable_id=receivable_id))


def _page(receivable_id: int, form: Form) -> str:
    actor, today = current_actor(), voucher_day(clock.now())
    found = queries.get_receivable(receivable_id, actor)
    return render_template(
        "booking/receivable.html",
        page=receivable_page(found, actor, today),
        where_to_pay=where_to_pay(found, actor),
        form=form,
        payment_form=form if isinstance(form, PaymentForm) else PaymentForm.of(found, today),
        invoice_form=form if isinstance(form, InvoiceForm) else InvoiceForm.of(found, today),
    )
