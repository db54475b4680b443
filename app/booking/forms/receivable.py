"""What is typed about an own share: a payment, an invoice, why a payment does not count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import Length

from app.booking.owing.invoicing import Invoiced
from app.booking.owing.paying import LONGEST_REASON, LONGEST_REFERENCE, Paid
from app.infra.api.uploads import sent_file
from app.infra.forms import GIVEN, Form, lazy_gettext
from app.infra.yuan import YuanField, yuan_of
from app.kernel.money import Money

if TYPE_CHECKING:
    from app.booking.domain.owing import ReceivableCard


class PaymentForm(Form):
    """A payment and the bank's receipt of it."""

    amount_minor = YuanField(lazy_gettext("Amount paid, ¥"), [GIVEN])
    paid_on = DateField(lazy_gettext("Paid on"), [GIVEN])
    bank_reference = StringField(lazy_gettext("Bank reference"), [GIVEN, Length(max=LONGEST_REFERENCE)])
    file = FileField(lazy_gettext("Bank receipt"), [FileRequired()])

    @classmethod
    def of(cls, receivable: ReceivableCard, today: date) -> PaymentForm:
        """Return the form as it is first shown: all that is left, paid today."""
        return cls(formdata=None, amount_minor=yuan_of(receivable.left), paid_on=today)

    def paid(self) -> Paid:
        """Return what to record."""
        reference = (self.bank_reference.data or "").strip()
        return Paid(
            self.amount_minor.money or Money.zero(), cast("date", self.paid_on.data), reference, sent_file()
        )


class InvoiceForm(Form):
    """An invoice and its document."""

    number = StringField(lazy_gettext("Invoice number"), [GIVEN, Length(max=30)])
    amount_minor = YuanField(lazy_gettext("Amount of the invoice, ¥"), [GIVEN])
    issued_on = DateField(lazy_gettext("Issued on"), [GIVEN])
    file = FileField(lazy_gettext("The invoice"), [FileRequired()])

    @classmethod
    def of(cls, receivable: ReceivableCard, today: date) -> InvoiceForm:
        """Return the form as it is first shown: over all that is not invoiced yet, issued today."""
        rest = receivable.price - receivable.invoiced
        return cls(formdata=None, amount_minor=yuan_of(rest), issued_on=today)

    def invoice(self) -> Invoiced:
        """Return what to record."""
        number = (self.number.data or "").strip()
        return Invoiced(
            number, self.amount_minor.money or Money.zero(), cast("date", self.issued_on.data), sent_file()
        )


class AnswerForm(Form):
    """The provider's answer to a payment; a refusal says why."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=LONGEST_REASON)])
