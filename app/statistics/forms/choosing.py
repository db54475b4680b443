"""What can be chosen beside a figure. The address holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from app.infra.forms import Form, choices, lazy_gettext
from app.kernel.steps import Step
from app.pool.divisions import divisions_by_code
from app.pool.domain.cards import RegionLevel
from app.pool.domain.places import covers
from app.statistics.domain.figures import Audience, Grain, Key
from app.statistics.domain.periods import find_period, latest_public_year, step_name
from app.statistics.present.words import key_text

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from app.statistics.asking import Viewer
    from app.statistics.domain.figures import Figure

_YEARS = 3


class ChoosingForm(Form):
    """A choice by GET; `asking` reads the same address and refuses what it cannot read."""

    class Meta(Form.Meta):
        csrf = False

    period = SelectField(lazy_gettext("Period"), [Optional()])
    from_on = DateField(lazy_gettext("From day"), [Optional()])
    to_on = DateField(lazy_gettext("To day"), [Optional()])
    region = SelectField(lazy_gettext("Region"), [Optional()])
    step = SelectField(lazy_gettext("Told by"), [Optional()])
    by = SelectField(lazy_gettext("Told by"), [Optional()])

    def __init__(self, given: Any, viewer: Viewer, figure: Figure | None, today: date) -> None:
        """Read the address; leave out what the viewer or the figure has no choice of."""
        super().__init__(given)
        is_public = viewer.audience is Audience.PUBLIC
        periods = _public_periods(today) if is_public else _periods(today)
        asked = given.get("period", "").strip()
        if asked not in periods and find_period(asked):
            periods[asked] = _word(asked)
        self.period.choices = choices(periods)
        self.region.choices = choices(_regions(viewer))
        self.step.choices = choices(
            {Step.MONTH: gettext("month"), Step.QUARTER: gettext("quarter"), Step.YEAR: gettext("year")}
        )
        grains = {Grain.REGION: gettext("region"), Grain.FIELD: gettext("class of instrument")}
        self.by.choices = choices(grains if is_public else grains | {Grain.PROVIDER: gettext("provider")})
        if is_public:
            del self.from_on, self.to_on
        if viewer.audience in (Audience.PUBLIC, Audience.PROVIDER):
            del self.region
        if is_public or figure is None or not figure.has_steps:
            del self.step
        if figure is None or not figure.has_grains:
            del self.by


def _public_periods(today: date) -> dict[str, str]:
    latest = latest_public_year(today)
    return {str(year): _word(str(year)) for year in range(latest, latest - _YEARS, -1)}


def _periods(today: date) -> dict[str, str]:
    """Return the last twelve months, and the years, quarters and months of the last years, newest first."""
    years = [str(today.year - each) for each in range(_YEARS)]
    quarters = [f"{year}-Q{quarter}" for year in years[:2] for quarter in (4, 3, 2, 1)]
    months = [f"{year}-{month:02d}" for year in years[:2] for month in range(12, 0, -1)]
    begun = [each for each in quarters if each <= step_name(today, Step.QUARTER)]
    begun += [each for each in months if each <= step_name(today, Step.MONTH)]
    return {"": gettext("The last twelve months"), **{each: _word(each) for each in (*years, *begun)}}


def _regions(viewer: Viewer) -> dict[str, str]:
    """Return one's own region and what lies in it; for the operator the provinces and cities."""
    own, found = viewer.region_code, divisions_by_code()
    if own is None:
        codes = [
            code for code, card in found.items() if card.level is not RegionLevel.COUNTY or card.is_pilot
        ]
        first = gettext("The whole pool")
    else:
        codes = [code for code in found if covers(own, code) and code != own]
        first = key_text(Key.REGION, own, {})
    named = {code: key_text(Key.REGION, code, {}) for code in codes if not found[code].is_formal}
    return {"": first, **named}


def _word(step: str) -> str:
    return key_text(Key.STEP, step, {})
