"""What an enterprise asks for, and what the officer decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.infra.code_words import code_word
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.upload_forms import UploadForm
from app.infra.yuan import FEN, YuanField, yuan_of
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.applications import LONGEST_PURPOSE, ApplicationTerms
from app.voucher.domain.granting import drawn_in_order
from app.voucher.reviewing import Approval

if TYPE_CHECKING:
    from app.voucher.domain.applications import ApplicationCard
    from app.voucher.domain.cards import ProgrammeCard

_ANY = "any"


class ApplicationForm(UploadForm):
    """How much, what for, and in which way of use; a document may come along."""

    yuan = YuanField(lazy_gettext("Amount in yuan"), [GIVEN, NumberRange(min=FEN)])
    purpose = TextAreaField(
        lazy_gettext("What the voucher is for"), [Length(max=LONGEST_PURPOSE)], render_kw={"rows": 5}
    )
    modes = RadioField(
        lazy_gettext("How you want to use it"),
        choices=choices(
            {
                _ANY: lazy_gettext("In every way the programme allows"),
                VoucherMode.REIMBURSE: lazy_gettext("Reimburse: we pay all and are paid back"),
                VoucherMode.REDEEM: lazy_gettext("Redeem: we pay our share, the provider claims the rest"),
            }
        ),
        default=_ANY,
    )

    @classmethod
    def of(cls, card: ApplicationCard) -> ApplicationForm:
        """Return the form filled with a draft."""
        return cls(
            formdata=None,
            yuan=yuan_of(card.amount),
            purpose=card.purpose,
            modes=_ANY if card.modes is None else min(card.modes, default=_ANY),
        )

    def terms(self, tier: str | None = None) -> ApplicationTerms:
        """Return what is asked for; `tier` is what an API caller chose before."""
        chosen = None if self.modes.data == _ANY else frozenset({VoucherMode(self.modes.data)})
        return ApplicationTerms(self.yuan.money or Money(0), self.purpose.data or "", chosen, tier)


class ApprovalForm(Form):
    """How much is granted, from which tier, and why."""

    yuan = YuanField(lazy_gettext("Grant in yuan"), [Optional(), NumberRange(min=FEN)])
    tier = SelectField(lazy_gettext("Funding tier"), default="")
    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)])

    def offer(self, programme: ProgrammeCard) -> ApprovalForm:
        """Let one of the programme's tiers be chosen, or leave it to the budget."""
        tiers = {each.tier: code_word(each.tier) for each in drawn_in_order(programme)}
        self.tier.choices = choices({"": lazy_gettext("The first that can pay"), **tiers})
        return self

    def approval(self) -> Approval:
        """Return the decision."""
        return Approval(self.yuan.money, (self.reason.data or "").strip() or None, self.tier.data or None)


class DecisionForm(Form):
    """Why something is sent back, rejected or withdrawn."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)])

    def given(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None


def filled_approval(card: ApplicationCard, programme: ProgrammeCard) -> ApprovalForm:
    """Return the officer's form as it is first shown: all that was asked."""
    form = ApprovalForm(formdata=None, yuan=yuan_of(card.asked), tier=card.tier or "")
    return form.offer(programme)
