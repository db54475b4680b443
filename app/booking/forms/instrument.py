"""What a keeper says of an instrument, and the rules by which it is booked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wtforms import IntegerField, RadioField, StringField, TextAreaField, URLField
from wtforms.validators import Length, NumberRange, Optional

from app.booking.publishing.instruments import NewInstrument
from app.calendar.schedules import MOST_LANES
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.pool.domain.instruments import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    LONGEST,
    RULE_RANGES,
    Confirmation,
    InstrumentDetails,
    InstrumentRules,
)


class WhatForm(Form):
    """Names, kind and place. `details` keeps what the page does not ask."""

    name_zh = StringField(lazy_gettext("Name in Chinese"), [GIVEN, Length(max=LONGEST["name_zh"])])
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=LONGEST["name_en"])])
    maker = StringField(lazy_gettext("Maker"), [Length(max=LONGEST["maker"])])
    model = StringField(lazy_gettext("Model"), [Length(max=LONGEST["model"])])
    category = StringField(lazy_gettext("Kind"), [Length(max=LONGEST["category"])])
    class_code = StringField(lazy_gettext("Class code"), [Length(max=LONGEST["class_code"])])
    year = IntegerField(lazy_gettext("Year"), [Optional(), NumberRange(EARLIEST_YEAR, LATEST_YEAR)])
    city = StringField(lazy_gettext("City"), [Length(max=LONGEST["city"])])
    location = StringField(lazy_gettext("Building and room"), [Length(max=LONGEST["location"])])
    description = TextAreaField(lazy_gettext("What it can do"), [Length(max=LONGEST["description"])])
    link = URLField(lazy_gettext("Link"), [Length(max=LONGEST["link"])])

    def details(self, before: InstrumentDetails | None = None) -> InstrumentDetails:
        """Return what was typed, over what was known before."""
        typed: dict[str, Any] = {name: value or "" for name, value in self.data.items() if name in _TEXTS}
        known = before or InstrumentDetails(name="")
        return replace(known, name=typed["name_zh"], year=self.year.data, **typed)


class NewInstrumentForm(WhatForm):
    """The first part, with what cannot be changed later without care: the clock and the places."""

    zone = StringField(lazy_gettext("Time zone"), [GIVEN], default="Asia/Shanghai")
    lane_count = IntegerField(
        lazy_gettext("Places that can be booked side by side"),
        [NumberRange(min=1, max=MOST_LANES)],
        default=1,
    )

    def new(self) -> NewInstrument:
        """Return the draft: hours and price follow."""
        zone, lanes = (self.zone.data or "").strip(), int(self.lane_count.data or 1)
        return NewInstrument(self.details(), InstrumentRules(), zone, lanes, hours=None, terms=None)


def _minutes(name: str, label: str) -> IntegerField:
    low, high = RULE_RANGES[name]
    return IntegerField(label, [GIVEN, NumberRange(min=low, max=high)])


class RulesForm(Form):
    """How long, how far ahead, how it is answered."""

    confirmation = RadioField(
        lazy_gettext("Who answers a request"),
        choices=choices(
            {
                Confirmation.AUTOMATIC: lazy_gettext("Nobody has to: it is confirmed at once"),
                Confirmation.MANUAL: lazy_gettext("A keeper confirms or declines"),
            }
        ),
    )
    min_minutes = _minutes("min_minutes", lazy_gettext("Shortest booking, minutes"))
    max_minutes = _minutes("max_minutes", lazy_gettext("Longest booking, minutes"))
    step_minutes = _minutes("step_minutes", lazy_gettext("Steps, minutes"))
    lead_minutes = _minutes("lead_minutes", lazy_gettext("At least so many minutes ahead"))
    horizon_days = _minutes("horizon_days", lazy_gettext("At most so many days ahead"))
    set_up_buffer_minutes = _minutes("set_up_buffer_minutes", lazy_gettext("Set-up before each, minutes"))
    clean_up_buffer_minutes = _minutes(
        "clean_up_buffer_minutes", lazy_gettext("Clean-up after each, minutes")
    )
    no_show_grace_minutes = _minutes("no_show_grace_minutes", lazy_gettext("Absent after, minutes"))

    def rules(self) -> InstrumentRules:
        """Return the rules that were typed."""
        numbers = {name: int(self.data[name]) for name in RULE_RANGES}
        return InstrumentRules(confirmation=Confirmation(self.confirmation.data), **numbers)


_TEXTS = frozenset(
    (
        "name_zh",
        "name_en",
        "maker",
        "model",
        "category",
        "class_code",
        "city",
        "location",
        "description",
        "link",
    )
)
