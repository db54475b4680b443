"""Weekly hours as one line a day: `09:00–12:00, 13:30–18:00`; an empty line is a closed day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wtforms import Field, StringField
from wtforms.validators import Length

from app.calendar.domain.hours import WeeklyHours
from app.infra.forms import GIVEN, Form, lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.wall import write_minute

if TYPE_CHECKING:
    from app.kernel.errors import Problem

WEEKDAYS = range(1, 8)
_PERIODS = re.compile(r"[,，;；、]")
_DASH = re.compile(r"\s*[-–—~至]\s*")

#: Hours to begin with, by name: the text of each day from Monday.
TEMPLATES = {
    "office": ["09:00–12:00, 13:30–17:30"] * 5 + [""] * 2,
    "long": ["08:00–22:00"] * 5 + ["09:00–18:00"] * 2,
    "always": ["00:00–24:00"] * 7,
}


class HoursForm(Form):
    """The zone and seven lines, `day_1` Monday to `day_7` Sunday."""

    zone = StringField(lazy_gettext("Time zone"), [GIVEN])
    day_1 = StringField(lazy_gettext("Monday"), [Length(max=200)])
    day_2 = StringField(lazy_gettext("Tuesday"), [Length(max=200)])
    day_3 = StringField(lazy_gettext("Wednesday"), [Length(max=200)])
    day_4 = StringField(lazy_gettext("Thursday"), [Length(max=200)])
    day_5 = StringField(lazy_gettext("Friday"), [Length(max=200)])
    day_6 = StringField(lazy_gettext("Saturday"), [Length(max=200)])
    day_7 = StringField(lazy_gettext("Sunday"), [Length(max=200)])

    @property
    def days(self) -> list[Field]:
        """Return the seven lines."""
        return [self[f"day_{weekday}"] for weekday in WEEKDAYS]

    def hours(self) -> WeeklyHours:
        """Return the hours typed. Raises Invalid with every line that cannot be read, each at its line."""
        typed = [
            (weekday, text.strip())
            for weekday, line in zip(WEEKDAYS, self.days, strict=True)
            for text in _PERIODS.split(line.data or "")
            if text.strip()
        ]
        weekly = [_period(weekday, text) for weekday, text in typed]
        try:
            return WeeklyHours.from_dict({"timezone": (self.zone.data or "").strip(), "weekly": weekly})
        except Invalid as refusal:
            raise Invalid.of([self._at_its_line(problem, typed) for problem in refusal.problems]) from None

    def _at_its_line(self, problem: Problem, typed: list[tuple[int, str]]) -> Problem:
        """Return a problem of the hours as one of the line that it comes from, in the words of the page."""
        match problem.code:
            case "invalid_period":
                weekday, text = typed[int((problem.field or "").rpartition(".")[2])]
                message = N_("%(day)s: “%(text)s” is not a time such as 08:30–17:30.")
                values: dict[str, object] = {"text": text}
            case "overlapping_periods":
                weekday = int(str(problem.values["weekday"]))
                message = N_("%(day)s: two periods overlap at %(clock)s.")
                values = {"clock": problem.values["clock"]}
            case _:
                return replace(problem, field="zone")
        line = self[f"day_{weekday}"]
        return replace(problem, message=message, field=line.name, values=values | {"day": line.label.text})


def hours_data(hours: WeeklyHours, template: str | None) -> dict[str, str]:
    """Return what the form shows: the hours as they are, or those of a template."""
    lines = TEMPLATES.get(template or "") or [_line(hours, weekday) for weekday in WEEKDAYS]
    return {"zone": hours.zone, **{f"day_{day}": line for day, line in zip(WEEKDAYS, lines, strict=True)}}


def _line(hours: WeeklyHours, weekday: int) -> str:
    return ", ".join(
        f"{write_minute(each.from_minute)}–{write_minute(each.to_minute)}"
        for each in hours.periods
        if each.weekday == weekday
    )


def _period(weekday: int, text: str) -> dict[str, Any]:
    opens, _, closes = _DASH.sub("-", text.strip()).partition("-")
    return {"weekday": weekday, "from": opens.zfill(5), "to": closes.zfill(5)}
