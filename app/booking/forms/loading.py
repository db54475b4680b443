"""A table of instruments to be loaded, and the hours and prices that all of them get."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wtforms import FileField, RadioField
from wtforms.validators import NumberRange, Optional

from app.booking.forms.hours import HoursForm, hours_data
from app.booking.forms.price import HIGHEST_YUAN
from app.booking.forms.price_templates import TEMPLATES
from app.booking.publishing.importing import Template
from app.calendar.domain.hours import WeeklyHours
from app.infra.forms import GIVEN, choices, lazy_gettext
from app.infra.upload_forms import UploadForm
from app.infra.yuan import YuanField
from app.kernel.money import Money
from app.pool.domain.days import POOL_ZONE

if TYPE_CHECKING:
    from datetime import date

    from app.pool.domain.rates import RateTerms


class LoadFileForm(UploadForm):
    """The table itself."""

    file = FileField(lazy_gettext("Table of instruments (XLSX or CSV)"), [GIVEN])


class LoadForm(HoursForm):
    """One set of weekly hours and one price for all that are new."""

    price = RadioField(
        lazy_gettext("Price"),
        choices=choices(
            {
                "flat": lazy_gettext("One price"),
                "by_time": lazy_gettext("Cheaper at night and weekends"),
            }
        ),
        default="flat",
    )
    yuan = YuanField(lazy_gettext("¥ an hour"), [GIVEN, NumberRange(min=0, max=HIGHEST_YUAN)])
    low_yuan = YuanField(
        lazy_gettext("¥ an hour at night and weekends"), [Optional(), NumberRange(min=0, max=HIGHEST_YUAN)]
    )

    def template(self, today: date) -> Template:
        """Return what every new instrument starts with. Raises Invalid with each line it can not read."""
        hours = self.hours()
        return Template(hours.zone, hours, self._terms(today))

    def _terms(self, today: date) -> RateTerms:
        """Return the template of a rate card with the prices typed in place of its own."""
        terms = TEMPLATES[self.price.data](today)
        usual = self.yuan.money or Money.zero()
        low = self.low_yuan.money or usual
        highest = max(band.minor_per_hour for band in terms.bands)
        bands = tuple(
            replace(band, minor_per_hour=(usual if band.minor_per_hour == highest else low).minor)
            for band in terms.bands
        )
        return replace(terms, bands=bands)


def load_data() -> dict[str, str]:
    """Return what the form shows first: office hours on the pool's clock."""
    return hours_data(WeeklyHours(POOL_ZONE.key, ()), "office")
