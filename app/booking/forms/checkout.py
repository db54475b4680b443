"""The last form before a booking: what for, and who pays."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from app.booking.domain.wishes import VoucherWish
from app.infra.forms import GIVEN, Form, lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.words import VoucherMode

#: Ten numbers of forty characters, the signs between them, and the mode.
LONGEST_PAYMENT = 430


class CheckForm(Form):
    """Purpose, and the payment as `NUMBER:MODE` or `NUMBER+NUMBER:MODE`; "" to pay without a voucher."""

    purpose = TextAreaField(lazy_gettext("What you will do"), [GIVEN, Length(max=1000)])
    payment = StringField(lazy_gettext("Who pays"), [Length(max=LONGEST_PAYMENT)])

    def voucher(self) -> VoucherWish | None:
        """Return the voucher chosen, if one is. Raises Invalid for a choice the page never offered."""
        return voucher_of(self.payment.data)


def voucher_of(payment: str | None) -> VoucherWish | None:
    """Return who pays by `NUMBER+NUMBER:MODE`, or None for "". Raises Invalid for what is neither."""
    if not payment:
        return None
    numbers, _, mode = payment.rpartition(":")
    if mode not in set(VoucherMode):
        raise Invalid("invalid", N_("Choose one of the ways to pay."), field="payment")
    number, *others = numbers.split("+")
    return VoucherWish(number, VoucherMode(mode), tuple(others))
