"""How the pages write what only booking knows: weekdays of a band, minutes of a day, kinds of service."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from flask.blueprints import BlueprintSetupState
from flask_babel import get_locale

from app.booking.present.order_words import DOCUMENTS
from app.booking.present.service_words import COUNTS, KINDS, PRICES
from app.booking.routes.blueprint import pages
from app.infra.filters import format_money
from app.kernel.money import Money
from app.kernel.wall import write_minute


@pages.record_once
def name_services(state: BlueprintSetupState) -> None:
    """Give templates the words of services."""
    state.app.jinja_env.globals.update(
        service_kinds=KINDS, unit_prices=PRICES, unit_counts=COUNTS, order_documents=DOCUMENTS
    )


@pages.app_template_filter()
def weekdays(days: Collection[int]) -> str:
    """Write ISO weekdays, runs joined: `Mon–Fri, Sun`."""
    names = get_day_names("abbreviated", locale=get_locale())
    runs = [list(run) for _, run in groupby(enumerate(sorted(days)), key=lambda each: each[1] - each[0])]
    return ", ".join(
        names[run[0][1] - 1] if len(run) == 1 else f"{names[run[0][1] - 1]}–{names[run[-1][1] - 1]}"
        for run in runs
    )


@pages.app_template_filter()
def clock(minute: int) -> str:
    """Write a minute of the day: `08:30`, `24:00`."""
    return write_minute(minute)


@pages.app_template_filter()
def wall_clock(at: datetime, zone: str) -> str:
    """Write the time of day of a moment, in `zone`: `10:42`."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


@pages.app_template_filter()
def amount(minor: int, currency: str) -> str:
    """Write an amount given in minor units."""
    return format_money(Money(minor, currency))
