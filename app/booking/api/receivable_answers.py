"""Forms, queries and answers about own shares."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.accounts.domain.actor import OrganisationCard
from app.booking.domain.owing import InvoiceCard, PaymentCard, PaymentState, ReceivableCard, Standing
from app.booking.owing.invoicing import Invoiced
from app.booking.owing.paying import LONGEST_REASON, LONGEST_REFERENCE, Paid
from app.infra.api import Answer, Body, FormBody, Instant, MoneyBody, PageQuery
from app.infra.api.schemas import LARGEST_MINOR
from app.infra.documents import Upload
from app.kernel.money import Money


class ReceivableQuery(PageQuery):
    """Which receivables to list: all, or those that are open, overdue or paid."""

    state: Standing | None = None


class PaymentForm(FormBody):
    """A payment in fen, its day, the bank's reference; the receipt is the multipart `file`."""

    amount_minor: int = Field(ge=1, le=LARGEST_MINOR)
    paid_on: date
    bank_reference: str = Field(min_length=1, max_length=LONGEST_REFERENCE)

    def paid(self, receipt: Upload) -> Paid:
        """Return what to record."""
        return Paid(Money(self.amount_minor), self.paid_on, self.bank_reference.strip(), receipt)


class InvoiceForm(FormBody):
    """An invoice's number, amount in fen and day; the document is the multipart `file`."""

    number: str = Field(min_length=1, max_length=30)
    amount_minor: int = Field(ge=1, le=LARGEST_MINOR)
    issued_on: date

    def invoice(self, document: Upload) -> Invoiced:
        """Return what to record."""
        return Invoiced(self.number.strip(), Money(self.amount_minor), self.issued_on, document)


class RefusalBody(Body):
    """Why a payment does not count."""

    reason: str | None = Field(default=None, max_length=LONGEST_REASON)


class SideAnswer(Answer):
    """An organisation by id and name."""

    id: int
    name: str

    @classmethod
    def of(cls, organisation: OrganisationCard) -> SideAnswer:
        """Return an organisation as it is answered."""
        return cls(id=organisation.id, name=organisation.name_zh)


class PaymentAnswer(Answer):
    """A payment; its receipt's bytes are at `/payments/{id}/receipt`."""

    id: int
    state: PaymentState
    amount: MoneyBody
    paid_on: date
    bank_reference: str
    filename: str
    sha256: str
    recorded_at: Instant
    answered_at: Instant | None
    reason: str | None

    @classmethod
    def of(cls, payment: PaymentCard) -> PaymentAnswer:
        """Return a payment as it is answered."""
        return cls(
            id=payment.id,
            state=payment.state,
            amount=MoneyBody.of(payment.amount),
            paid_on=payment.paid_on,
            bank_reference=payment.bank_reference,
            filename=payment.receipt.filename,
            sha256=payment.receipt.sha256,
            recorded_at=payment.recorded_at,
            answered_at=payment.answered_at,
            reason=payment.reason,
        )


class InvoiceAnswer(Answer):
    """An invoice; its bytes are at `/invoices/{id}/document`."""

    id: int
    number: str
    amount: MoneyBody
    issued_on: date
    filename: str
    sha256: str
    recorded_at: Instant

    @classmethod
    def of(cls, invoice: InvoiceCard) -> InvoiceAnswer:
        """Return an invoice as it is answered."""
        return cls(
            id=invoice.id,
            number=invoice.number,
            amount=MoneyBody.of(invoice.amount),
            issued_on=invoice.issued_on,
            filename=invoice.document.filename,
            sha256=invoice.document.sha256,
            recorded_at=invoice.recorded_at,
        )


class ReceivableAnswer(Answer):
    """What an enterprise owes a provider for one settlement, as it stands today.

    `claim` is the claim whose refused part this is, null for the own share of a settlement.
    """

    id: int
    reference: str
    claim: str | None
    state: Standing
    enterprise: SideAnswer
    provider: SideAnswer
    price: MoneyBody
    amount: MoneyBody
    paid: MoneyBody
    acknowledged: MoneyBody
    left: MoneyBody
    due_on: date
    payments: list[PaymentAnswer]
    invoices: list[InvoiceAnswer]

    @classmethod
    def of(cls, receivable: ReceivableCard, today: date) -> ReceivableAnswer:
        """Return a receivable as it is answered on a day."""
        return cls(
            id=receivable.id,
            reference=receivable.reference,
            claim=receivable.claim,
            state=receivable.standing(today),
            enterprise=SideAnswer.of(receivable.enterprise),
            provider=SideAnswer.of(receivable.provider),
            price=MoneyBody.of(receivable.price),
            amount=MoneyBody.of(receivable.amount),
            paid=MoneyBody.of(receivable.paid),
            acknowledged=MoneyBody.of(receivable.acknowledged),
            left=MoneyBody.of(receivable.left),
            due_on=receivable.due_on,
            payments=[PaymentAnswer.of(payment) for payment in receivable.payments],
            invoices=[InvoiceAnswer.of(invoice) for invoice in receivable.invoices],
        )


class ReceivableList(Answer):
    """A page of receivables, newest first."""

    items: list[ReceivableAnswer]
    next: str | None
