"""A rate card as rows: bands of the week, and what cancelling costs. Yuan here, minor units inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import NumberRange, Optional

from app.infra.forms import GIVEN, Form, Row, choices, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.wall import write_minute
from app.pool.domain.rates import ChargeBasis, RateTerms

MINOR_PER_YUAN = 100
HIGHEST_YUAN = 1_000_000
BANDS, STEPS = 4, 3
DAYS: Mapping[str, tuple[int, ...]] = {
    "week": (1, 2, 3, 4, 5, 6, 7),
    "working": (1, 2, 3, 4, 5),
    "weekend": (6, 7),
}


def _yuan(label: str) -> YuanField:
    return YuanField(label, [Optional(), NumberRange(min=0, max=HIGHEST_YUAN)])


class BandRow(Row):
    """One band; a row without a price is left out."""

    days = SelectField(
        lazy_gettext("Days"),
        choices=choices(
            {
                "week": lazy_gettext("Every day"),
                "working": lazy_gettext("Monday to Friday"),
                "weekend": lazy_gettext("Saturday and Sunday"),
            }
        ),
    )
    start = StringField(lazy_gettext("From"), default="00:00")
    end = StringField(lazy_gettext("To"), default="24:00")
    yuan = _yuan(lazy_gettext("¥ an hour"))


class StepRow(Row):
    """One step of the cancellation ladder; an empty row is left out."""

    hours = IntegerField(lazy_gettext("Hours before"), [Optional(), NumberRange(min=0)])
    percent = IntegerField(lazy_gettext("Percent of the price"), [Optional(), NumberRange(min=0, max=100)])


class PriceForm(Form):
    """The next version of the rate card for enterprises."""

    effective_from = DateField(lazy_gettext("In force from"), [GIVEN])
    bands = FieldList(FormField(BandRow), min_entries=BANDS)
    minimum_minutes = IntegerField(lazy_gettext("Charged at least, minutes"), [NumberRange(min=0)], default=0)
    set_up = _yuan(lazy_gettext("Set-up fee, ¥"))
    charge_basis = RadioField(
        lazy_gettext("What is charged"),
        choices=choices(
            {
                ChargeBasis.RESERVATION: lazy_gettext("The time booked"),
                ChargeBasis.USAGE: lazy_gettext("The time used"),
                ChargeBasis.GREATER: lazy_gettext("Whichever is longer"),
            }
        ),
        default=str(ChargeBasis.RESERVATION),
    )
    steps = FieldList(FormField(StepRow), min_entries=STEPS)
    no_show_percent = IntegerField(
        lazy_gettext("Not coming costs, percent"), [NumberRange(min=0, max=100)], default=100
    )

    def terms(self) -> RateTerms:
        """Return the terms typed. Raises Invalid with every problem."""
        effective: date | None = self.effective_from.data
        return RateTerms.from_dict(
            {
                "effective_from": effective.isoformat() if effective else "",
                "bands": [_band(row.data) for row in self.bands if row.data["yuan"] is not None],
                "minimum_minutes": self.minimum_minutes.data,
                "set_up_minor": _minor(self.set_up.data or Decimal(0)),
                "charge_basis": self.charge_basis.data,
                "cancellation": [
                    {"notice_hours": row.data["hours"], "percent": row.data["percent"] or 0}
                    for row in self.steps
                    if row.data["hours"] is not None
                ],
                "no_show_percent": self.no_show_percent.data,
            }
        )


def price_data(terms: RateTerms, today: date) -> dict[str, Any]:
    """Return what the form shows of a card: its terms, to come into force today or on their own later day."""
    return {
        "effective_from": max(today, terms.effective_from),
        "bands": [
            {
                "days": _days_name(band.weekdays),
                "start": write_minute(band.from_minute),
                "end": write_minute(band.to_minute),
                "yuan": Decimal(band.minor_per_hour) / MINOR_PER_YUAN,
            }
            for band in terms.bands
        ],
        "minimum_minutes": terms.minimum_minutes,
        "set_up": Decimal(terms.set_up_minor) / MINOR_PER_YUAN,
        "charge_basis": str(terms.charge_basis),
        "steps": [{"hours": step.notice_hours, "percent": step.percent} for step in terms.cancellation],
        "no_show_percent": terms.no_show_percent,
    }


def _band(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "weekdays": list(DAYS[row["days"]]),
        "from": (row["start"] or "").strip().zfill(5),
        "to": (row["end"] or "").strip().zfill(5),
        "minor_per_hour": _minor(row["yuan"]),
    }


def _minor(yuan: Decimal) -> int:
    return int((yuan * MINOR_PER_YUAN).to_integral_value())


def _days_name(weekdays: frozenset[int]) -> str:
    return next((name for name, days in DAYS.items() if weekdays == frozenset(days)), "week")
