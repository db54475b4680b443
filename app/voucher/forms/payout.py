"""What comes along with a payout batch: which claims, and the bank's word."""

from __future__ import annotations

from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from app.infra.forms import Form, lazy_gettext
from app.voucher.paying.moving import LONGEST_BANK_REFERENCE


class BatchForm(Form):
    """The payable claims ticked."""

    claims = SelectMultipleField(lazy_gettext("Claims"), coerce=int, validate_choice=False)


class BankForm(Form):
    """The bank's reference; which payment came back, and why."""

    bank_reference = StringField(
        lazy_gettext("Bank reference"),
        [Length(max=LONGEST_BANK_REFERENCE)],
        render_kw={"autocomplete": "off"},
    )
    lines = SelectMultipleField(lazy_gettext("Payments"), coerce=int, validate_choice=False)
    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=500)], render_kw={"rows": 2})

    def returns(self) -> dict[int, str]:
        """Return the claims whose payment came back, each with the reason given."""
        reason = (self.reason.data or "").strip() or "–"
        return dict.fromkeys(self.lines.data or [], reason)
