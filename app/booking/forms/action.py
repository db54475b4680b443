"""What comes along with an action on a booking: a reason, a time written down later, how many samples."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.booking.domain.wall import instant_of
from app.infra.forms import Form, lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime


class ActionForm(Form):
    """All fields are optional here; each action takes what it knows. Times are on the instrument's clock."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=1000)])
    at = DateTimeLocalField(lazy_gettext("At"), [Optional()])
    started_at = DateTimeLocalField(lazy_gettext("Began"), [Optional()])
    ended_at = DateTimeLocalField(lazy_gettext("Ended"), [Optional()])
    samples = IntegerField(lazy_gettext("Samples"), [Optional(), NumberRange(min=0, max=100_000)])
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

    def instant(self, field: DateTimeLocalField, zone: str) -> datetime | None:
        """Return a typed time as an instant, or None where the field was left empty."""
        if field.data is None:
            return None
        return instant_of(field.data, ZoneInfo(zone), field=str(field.name))
