"""What comes with an order: the order itself, and what its buttons ask."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, IntegerField, MultipleFileField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.booking.domain.orders.cards import Quotation
from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.orders.prices import MOST_UNITS
from app.booking.domain.wishes import VoucherWish
from app.booking.forms.checkout import LONGEST_PAYMENT, voucher_of
from app.booking.orders.working import Delivery
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_

LONGEST_WISHES = 5000


class OrderForm(Form):
    """How many, what for, who pays, and files that say more."""

    quantity = IntegerField(lazy_gettext("How many"), [GIVEN, NumberRange(min=1, max=MOST_UNITS)], default=1)
    wishes = TextAreaField(lazy_gettext("What you need"), [Length(max=LONGEST_WISHES)], render_kw={"rows": 4})
    payment = StringField(lazy_gettext("Who pays"), [Length(max=LONGEST_PAYMENT)])
    files = MultipleFileField(lazy_gettext("Files that say more"))

    def voucher(self) -> VoucherWish | None:
        """Return the voucher chosen, if one is. Raises Invalid for a choice the page never offered."""
        return voucher_of(self.payment.data)


class OrderActionForm(Form):
    """All fields are optional here; each action takes what it knows."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)])
    price = YuanField(lazy_gettext("Price, ¥"), [Optional()])
    due_on = DateField(lazy_gettext("Delivered by"), [Optional()])
    note = TextAreaField(lazy_gettext("Words about it"), [Length(max=2000)])
    payment = StringField(lazy_gettext("Who pays"), [Length(max=LONGEST_PAYMENT)])
    files = MultipleFileField(lazy_gettext("Files"))
    kind = SelectField(
        lazy_gettext("What it is"),
        choices=choices({kind: str(kind) for kind in DocumentKind}),
        validate_choice=False,
        validators=[Optional()],
    )
    back = StringField()

    def given_reason(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None

    def needed_reason(self) -> str:
        """Return the reason. Raises Invalid `reason_needed` where nothing was said."""
        reason = self.given_reason()
        if reason is None:
            raise Invalid("reason_needed", N_("Say why: the other side is told."), field="reason")
        return reason

    def voucher(self) -> VoucherWish | None:
        """Return the voucher chosen, if one is. Raises Invalid for a choice the page never offered."""
        return voucher_of(self.payment.data)

    def quotation(self) -> Quotation:
        """Return what is offered. Raises Invalid with what is missing."""
        price, due_on = self.price.money, self.due_on.data
        missing = [name for name, value in (("price", price), ("due_on", due_on)) if value is None]
        if price is None or not isinstance(due_on, date):
            raise Invalid.of([Problem("missing", N_("Please fill this in."), name) for name in missing])
        return Quotation(price, due_on, (self.note.data or "").strip())

    def delivery(self) -> Delivery:
        """Return what comes with a delivery."""
        return Delivery(self.price.money, (self.note.data or "").strip() or None)

    def document_kind(self) -> DocumentKind:
        """Return what the files are. Raises Invalid for a choice the page never offered."""
        if self.kind.data not in set(DocumentKind):
            raise Invalid("invalid", N_("Choose what the file is."), field="kind")
        return DocumentKind(self.kind.data)
