"""What comes along with a case: why, how much comes back, who is barred until when, which sample."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.infra.forms import GIVEN, Form, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.voucher.cases.deciding import Verdict
from app.voucher.cases.opening import LARGEST_SEED, draw_spot_check

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.money import Money


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)], render_kw={"rows": 2})

    @property
    def said(self) -> str:
        """Return the reason, "" where nothing was said."""
        return (self.reason.data or "").strip()


class CaseForm(ReasonForm):
    """A verdict, or money that came back."""

    clawback = YuanField(lazy_gettext("Owed back, ¥"), [Optional()])
    sanction_until = DateField(lazy_gettext("Barred from new vouchers until"), [Optional()])
    amount = YuanField(lazy_gettext("Amount that came back, ¥"), [Optional()])
    bank_reference = StringField(lazy_gettext("Bank reference"), [Length(max=64)])

    def verdict(self) -> Verdict:
        """Return the verdict."""
        return Verdict(self.said, self.clawback.money, self.sanction_until.data)

    def received(self) -> Money:
        """Return what came back. Raises Invalid where nothing was typed."""
        money = self.amount.money
        if money is None:
            raise Invalid("missing", N_("Say how much came back."), field="amount")
        return money


class SampleForm(Form):
    """A sample to draw."""

    programme = SelectField(lazy_gettext("Programme"))
    from_on = DateField(lazy_gettext("Handed in from"), [GIVEN])
    until_on = DateField(lazy_gettext("until"), [GIVEN])
    percent = IntegerField(lazy_gettext("Share, %"), [GIVEN, NumberRange(1, 100)], default=5)

    def draw(self, *, by: Actor, now: datetime) -> tuple[int, list[int]]:
        """Draw the sample with a seed nobody chose, once the form is valid."""
        first, last, percent = self.from_on.data, self.until_on.data, self.percent.data
        assert first is not None  # noqa: S101 -- the three are GIVEN
        assert last is not None  # noqa: S101
        assert percent is not None  # noqa: S101
        seed = secrets.randbelow(LARGEST_SEED)
        return draw_spot_check(
            int(self.programme.data), first, last, seed=seed, percent=percent, by=by, now=now
        )
