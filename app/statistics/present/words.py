"""How keys and values of a figure are written for people, in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from flask_babel import gettext

from app.booking.present.places import region_name
from app.infra.filters import format_money, format_month, format_number
from app.infra.names import name_of
from app.kernel.money import Money
from app.kernel.text import N_
from app.statistics.domain.figures import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.infra.filters import Named

#: What the rows of a figure are about.
KEY_WORDS: Mapping[Key, str] = {
    Key.DEMAND: N_("Enterprises of"),
    Key.SUPPLY: N_("Used in"),
    Key.REGION: N_("Region"),
    Key.PROVIDER: N_("Provider"),
    Key.FIELD: N_("Class of instrument"),
    Key.STEP: N_("Period"),
    Key.PROGRAMME: N_("Programme"),
}
#: How many seconds make one of what a value is told in.
_SECONDS = {Kind.HOURS: 3600, Kind.DAYS: 86400}
_HUNDREDTH = Decimal("0.01")
NOTHING = "–"


def key_text(key: Key, code: str, names: Mapping[str, Named]) -> str:
    """Return what a key is called."""
    match key:
        case Key.DEMAND | Key.SUPPLY | Key.REGION:
            named = region_name(code) if code else None
            return name_of(named) if named else code or gettext("Outside the four areas")
        case Key.STEP:
            return _step_text(code)
        case Key.FIELD:
            return gettext(code) if code else gettext("No class given")
        case Key.PROVIDER | Key.PROGRAMME:
            return name_of(names[code]) if code in names else code


def number_of(kind: Kind, value: int) -> int | Decimal | Money:
    """Return a value as a number in its own unit: hours, days and percent to the hundredth."""
    match kind:
        case Kind.COUNT:
            return value
        case Kind.MONEY:
            return Money(value)
        case Kind.PERCENT:
            return (Decimal(value) / 100).quantize(_HUNDREDTH)
        case Kind.HOURS | Kind.DAYS:
            return (Decimal(value) / _SECONDS[kind]).quantize(_HUNDREDTH)


def value_text(kind: Kind, value: int | None) -> str:
    """Write a value with its unit: `1,234`, `12.5`, `¥1,234.50`, `12.3%`; a dash where there is none."""
    if value is None:
        return NOTHING
    match number_of(kind, value):
        case Money() as amount:
            return format_money(amount)
        case Decimal() as number if kind is Kind.PERCENT:
            return f"{format_decimal(number, '#,##0.0#', locale='en')}%"
        case Decimal() as number:
            return format_decimal(number, "#,##0.0", locale="en")
        case number:
            return format_number(int(number))


def _step_text(step: str) -> str:
    year, _, part = step.partition("-")
    if not part:
        return gettext("%(year)s", year=year)
    if part.startswith("Q"):
        return gettext("Quarter %(quarter)s of %(year)s", quarter=part[1:], year=year)
    return format_month(date(int(year), int(part), 1))
