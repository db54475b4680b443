"""What comes along with a decision about the pool: from which day, for how long, and why."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.accreditations import MOST_NOTICE_DAYS, NOTICE_DAYS
from app.pool.domain.cards import Side
from app.pool.recognitions import RecognitionTerms

KINDS = {
    ServiceKind.RESEARCH: lazy_gettext("Research and development"),
    ServiceKind.TRANSFER: lazy_gettext("Technology transfer"),
    ServiceKind.TESTING: lazy_gettext("Inspection and testing"),
    ServiceKind.RESOURCE: lazy_gettext("Open resources"),
}
MODES = {
    VoucherMode.REIMBURSE: lazy_gettext("Reimburse: the enterprise is paid back"),
    VoucherMode.REDEEM: lazy_gettext("Redeem: the provider is paid"),
}
SIDES = {
    Side.DEMAND: lazy_gettext("Demand: its enterprises use vouchers"),
    Side.SUPPLY: lazy_gettext("Supply: its providers open instruments"),
}


class TickField(SelectMultipleField):
    """Several of a few, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DecisionForm(Form):
    """All fields are optional here; each decision takes what it knows."""

    on = DateField(lazy_gettext("From day"), [Optional()])
    days = IntegerField(
        lazy_gettext("Days of notice"), [Optional(), NumberRange(min=1, max=MOST_NOTICE_DAYS)]
    )
    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)])

    @property
    def given_reason(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None

    @property
    def given_days(self) -> int:
        """Return for how many days, or the usual number."""
        return self.days.data or NOTICE_DAYS


class AskForm(Form):
    """Which region asks for which side; an officer's is the own region."""

    region = SelectField(lazy_gettext("Region"), [GIVEN])
    side = SelectField(lazy_gettext("Side of the pool"), [GIVEN], choices=choices(SIDES))


class DatedForm(Form):
    """For which kinds of service, and from which day to which."""

    kinds = TickField(lazy_gettext("Kinds of service"), choices=choices(KINDS))
    from_on = DateField(lazy_gettext("First day"), [GIVEN])
    until_on = DateField(lazy_gettext("Last day"), [Optional()])

    @property
    def first_day(self) -> date:
        """Return the first day. Raises Invalid where none was given."""
        day: date | None = self.from_on.data
        if day is None:
            raise Invalid("missing", N_("Give the first day."), field="from_on")
        return day

    @property
    def given_kinds(self) -> frozenset[ServiceKind]:
        """Return the kinds ticked."""
        return frozenset(ServiceKind(kind) for kind in self.kinds.data or ())


class RecognitionForm(DatedForm):
    """Which region is to recognise which, for what, in which modes and when."""

    demand_region = SelectField(lazy_gettext("Who recognises"), [GIVEN])
    supply_region = SelectField(lazy_gettext("Whose providers"), [GIVEN])
    modes = TickField(lazy_gettext("Ways a voucher may pay"), choices=choices(MODES))

    def terms(self) -> RecognitionTerms:
        """Return what is proposed."""
        return RecognitionTerms(
            demand_region=self.demand_region.data,
            supply_region=self.supply_region.data,
            kinds=self.given_kinds,
            modes=frozenset(VoucherMode(mode) for mode in self.modes.data or ()),
            from_on=self.first_day,
            until_on=self.until_on.data,
        )


class AccreditationForm(DatedForm):
    """Which provider is put forward, for which kinds and when."""

    provider = SelectField(lazy_gettext("Provider"), [GIVEN], validate_choice=False)

    @property
    def code(self) -> str:
        """Return the provider's code."""
        return (self.provider.data or "").strip()
