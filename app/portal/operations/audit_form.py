"""What the operator looks for in the log. The address holds all of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from app.infra.events.searching import EventFilter
from app.infra.events.subjects import subjects
from app.infra.forms import Form, choices, lazy_gettext
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR
from app.voucher.domain.days import end_of_day

if TYPE_CHECKING:
    from datetime import date


class AuditForm(Form):
    """A search by GET: nothing is required; what cannot be read is left out, and said."""

    class Meta(Form.Meta):
        csrf = False

    kind = SelectField(lazy_gettext("Subject"), [Optional()])
    ref = StringField(lazy_gettext("Its reference"), [Length(max=64)])
    actor = StringField(lazy_gettext("Who, by full name"), [Length(max=200)])
    action = StringField(lazy_gettext("Action"), [Length(max=48)])
    text = StringField(lazy_gettext("In reason or data"), [Length(max=200)])
    from_on = DateField(lazy_gettext("From day"), [Optional()])
    to_on = DateField(lazy_gettext("To day"), [Optional()])

    def __init__(self, given: Any) -> None:
        """Read the address."""
        super().__init__(given)
        kinds = {subject.kind: gettext(subject.word) for subject in subjects()}
        self.kind.choices = choices({"": gettext("any"), **kinds})
        self.validate()

    def wanted(self) -> EventFilter:
        """Return what is looked for; both days count as a whole in the pool's zone."""
        first, last = _day(self.from_on), _day(self.to_on)
        return EventFilter(
            kind=_text(self.kind),
            ref=_text(self.ref),
            actor_name=_text(self.actor),
            action=_text(self.action),
            text=_text(self.text),
            from_at=end_of_day(first - timedelta(days=1)) if first else None,
            to_at=end_of_day(last) if last else None,
        )


def _text(field: StringField | SelectField) -> str | None:
    return (field.data or "").strip() or None if not field.errors else None


def _day(field: DateField) -> date | None:
    day: date | None = None if field.errors else field.data
    return day if day and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None
