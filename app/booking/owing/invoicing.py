"""Invoices 发票 over what was settled, recorded by the provider."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.booking.models import Invoice
from app.booking.owing.notices import News, OwingNotice, tell_debtor
from app.booking.owing.paying import note
from app.booking.queries.receivables import get_receivable, lock_receivable, receivable_of_invoice
from app.infra.db import constraint_error, execute_checked
from app.infra.documents import keep
from app.kernel.errors import Conflict, Forbidden, Invalid, Problem
from app.kernel.text import N_
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.owing import ReceivableCard
    from app.infra.documents import Upload
    from app.kernel.documents import DocumentCard
    from app.kernel.money import Money

# 20 digits for an electronic invoice, 8 for one on paper, with its code of 10 or 12 before it.
_NUMBER = re.compile(r"[0-9A-Za-z-]{6,30}")

constraint_error(
    "invoice_number_once",
    lambda: Conflict(
        "invoice_number_used", N_("An invoice with this number is recorded already."), field="number"
    ),
    sqlite_columns="invoice.provider_organisation_id, invoice.number",
)


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An invoice to record: its number, amount, day, and the document itself."""

    number: str
    amount: Money
    issued_on: date
    document: Upload


def record_invoice(receivable_id: int, invoice: Invoiced, *, by: Actor, now: datetime) -> None:
    """Record an invoice of the actor's provider; all of a receivable's together at most over the full price.

    Raises NotFound, Forbidden for the enterprise's side, Invalid with all that is wrong, Conflict
    `invoice_number_used`.
    """
    receivable = lock_receivable(receivable_id, by)
    if receivable.provider.id != by.organisation_id:
        raise Forbidden("forbidden", N_("Who is owed records the invoice."))
    problems = _problems(receivable, invoice, voucher_day(now))
    if problems:
        raise Invalid.of(problems)
    document = keep(invoice.document, by=event_actor(by), now=now)
    execute_checked(
        insert(Invoice).values(
            receivable_id=receivable.id,
            provider_organisation_id=receivable.provider.id,
            number=invoice.number,
            amount_minor=invoice.amount.minor,
            issued_on=invoice.issued_on,
            document_id=document.id,
            recorded_by=by.person_id,
            recorded_at=now,
        )
    )
    data = {"number": invoice.number, "minor": invoice.amount.minor, "sha256": document.sha256}
    note(receivable, "record-invoice", by, now, data=data)
    tell_debtor(receivable, News(OwingNotice.INVOICED, invoice.amount, invoice.number), now)


def find_invoice(invoice_id: int, *, by: Actor) -> DocumentCard:
    """Return the document of an invoice of either side's. Raises NotFound."""
    receivable = get_receivable(receivable_of_invoice(invoice_id), by)
    return next(invoice.document for invoice in receivable.invoices if invoice.id == invoice_id)


def _problems(receivable: ReceivableCard, invoice: Invoiced, today: date) -> list[Problem]:
    problems = []
    if not _NUMBER.fullmatch(invoice.number):
        message = N_("An invoice number has 6 to 30 digits or letters.")
        problems.append(Problem("wrong_form", message, "number"))
    if not invoice.amount.is_positive:
        problems.append(Problem("too_small", N_("The amount must be more than nothing."), "amount_minor"))
    elif invoice.amount + receivable.invoiced > receivable.price:
        message = N_("All invoices together may not exceed the price of %(price)s.")
        problems.append(
            Problem("invoiced_too_much", message, "amount_minor", values={"price": receivable.price})
        )
    if invoice.issued_on > today:
        problems.append(Problem("in_the_future", N_("An invoice can not be of a day to come."), "issued_on"))
    return problems
