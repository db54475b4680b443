"""What comes along with a claim: which uses, which documents, what was decided and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from app.infra.documents import MOST_BYTES, Upload
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.claiming.proving import Proof
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.days import MONTH

if TYPE_CHECKING:
    from app.kernel.money import Money

KINDS = {
    EvidenceKind.INVOICE: lazy_gettext("Invoice"),
    EvidenceKind.BANK_RECEIPT: lazy_gettext("Bank receipt"),
    EvidenceKind.CONTRACT: lazy_gettext("Contract"),
    EvidenceKind.PROOF_OF_SERVICE: lazy_gettext("Proof of service"),
}


class ClaimForm(Form):
    """The uses ticked in one group: all of one programme and mode."""

    bookings = SelectMultipleField(lazy_gettext("Uses"), validate_choice=False)
    mode = SelectField(lazy_gettext("Mode"), choices=choices({mode: str(mode) for mode in VoucherMode}))


class MonthForm(Form):
    """A month, such as "2026-03", and the mode that was booked in."""

    month = StringField(lazy_gettext("Month"), [GIVEN, Regexp(MONTH)])
    mode = SelectField(lazy_gettext("Mode"), choices=choices({mode: str(mode) for mode in VoucherMode}))

    @property
    def first(self) -> date:
        """Return the month's first day."""
        return date.fromisoformat(f"{self.month.data}-01")


class EvidenceForm(Form):
    """One document, what it proves, and the amount it says."""

    kind = SelectField(lazy_gettext("What it proves"), [GIVEN], choices=choices(KINDS))
    amount = YuanField(lazy_gettext("Amount it says, ¥"), [Optional()])
    file = FileField(
        lazy_gettext("File"),
        [FileRequired(lazy_gettext("Choose a file."))],
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg,.ofd"},
    )

    def proof(self) -> Proof:
        """Return the document."""
        sent = self.file.data
        upload = Upload(sent.filename or "", sent.stream.read(MOST_BYTES + 1))
        return Proof(EvidenceKind(self.kind.data), self.amount.money, upload)


class DecisionForm(Form):
    """A decision: the amount where one is approved, and why."""

    approved_amount = YuanField(lazy_gettext("Approved amount, ¥"), [Optional()])
    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)], render_kw={"rows": 2})

    @property
    def given_reason(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None

    def amount(self) -> Money:
        """Return the approved amount. Raises Invalid where nothing was typed."""
        money = self.approved_amount.money
        if money is None:
            raise Invalid("missing", N_("Say how much is approved."), field="approved_amount")
        return money
