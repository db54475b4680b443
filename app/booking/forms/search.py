"""The search sentence: what, how long, when, where, under how much. The address holds all of it."""

from __future__ import annotations

from datetime import date

from flask import request
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from app.infra.filters import format_minutes
from app.infra.forms import Form, choices, lazy_gettext
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR
from app.pool.queries import CatalogueFilter

#: The lengths offered in the sentence, in minutes.
LENGTHS = (30, 60, 120, 240, 480, 1440)
USUAL_MINUTES = 60
MINOR_PER_YUAN = 100


class SearchForm(Form):
    """A search by GET: nothing is required; a wish that cannot be read is left out, and said."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(lazy_gettext("What"), [Length(max=200)])
    minutes = SelectField(lazy_gettext("For how long"), coerce=int, default=USUAL_MINUTES)
    from_on = DateField(lazy_gettext("From which day"), [Optional()])
    region = StringField(lazy_gettext("Where"), [Length(max=40)])
    max_hourly = IntegerField(
        lazy_gettext("At most, ¥ an hour"), [Optional(), NumberRange(min=1, max=1_000_000)]
    )
    category = StringField(lazy_gettext("Kind"), [Length(max=200)])
    provider = StringField(lazy_gettext("Provider"), [Length(max=40)])

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(request.args)
        self.minutes.choices = choices({str(minutes): format_minutes(minutes) for minutes in LENGTHS})
        self.validate()

    @property
    def length_minutes(self) -> int:
        """Return the length asked for, or the usual one."""
        return USUAL_MINUTES if self.minutes.errors else int(self.minutes.data)

    @property
    def first_day(self) -> date | None:
        """Return the day from which free time is looked for, or None: any time from now on."""
        day = None if self.from_on.errors else self.from_on.data
        return day if day and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None

    def wanted(self) -> CatalogueFilter:
        """Return what is looked for in the pool."""
        yuan = None if self.max_hourly.errors else self.max_hourly.data
        return CatalogueFilter(
            q=_text(self.q),
            category=_text(self.category),
            region=_text(self.region),
            provider=_text(self.provider),
            max_hourly_minor=None if yuan is None else yuan * MINOR_PER_YUAN,
        )


def _text(field: StringField) -> str | None:
    return (field.data or "").strip() or None if not field.errors else None
