"""How amounts, times and refusals are written for people, in the reader's language.

Times are written on the wall clock of the place they belong to (an instrument's zone), never in the server's.
The forms: ¥1,234.50; 2026年3月2日 (周一) 09:00–11:00; Mon 2 Mar 2026, 09:00–11:00.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names, get_timezone_name
from babel.numbers import format_decimal, get_currency_precision, get_currency_symbol
from flask import current_app
from flask_babel import get_locale, gettext, ngettext

from app.infra.code_words import code_word
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.wall import MINUTES_A_DAY, Minutes, Weekday
from app.kernel.words import RegionCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask

    from app.kernel.errors import Problem


class Named(Protocol):
    """Whatever has a name in both languages."""

    @property
    def name_zh(self) -> str: ...

    @property
    def name_en(self) -> str: ...


#: The pool is Chinese: its own signs for currencies (¥, US$, €) are used in every language.
SIGNS = Locale.parse("zh_Hans_CN")
DAY_PATTERNS = {"zh": "y年M月d日 (EEE)", "en": "EEE d MMM y"}
MONTH_PATTERNS = {"zh": "y年M月", "en": "MMMM y"}
DAY_OF_SAME_YEAR_PATTERNS = {"zh": "M月d日 (EEE)", "en": "EEE d MMM"}
#: What stands between the day and the clock.
DAY_JOINTS = {"zh": " ", "en": ", "}
_REGIONS = "onepool.region_names"
LIST_JOINTS = {"zh": "、", "en": ", "}


def format_money(amount: Money) -> str:
    """Write an amount with its sign, grouping and all its decimals: `¥1,234.50`, `−¥8.00`."""
    digits = get_currency_precision(amount.currency)
    value = Decimal(abs(amount.minor)).scaleb(-digits)
    number = format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", locale="en")
    sign = "−" if amount.minor < 0 else ""
    return f"{sign}{get_currency_symbol(amount.currency, SIGNS)}{number}"


def format_hourly(minor_per_hour: int, currency: str) -> str:
    """Write an hourly price: `¥600.00/h`."""
    return gettext("%(amount)s/h", amount=format_money(Money(minor_per_hour, currency)))


def format_number(value: int) -> str:
    """Write a count with grouping: `24,022`."""
    return format_decimal(value, "#,##0", locale="en")


def format_day(day: date) -> str:
    """Write a date with its weekday."""
    return _day(day, DAY_PATTERNS)


def format_month(day: date) -> str:
    """Write the month a day lies in."""
    return _day(day, MONTH_PATTERNS)


def format_instant(at: datetime, zone: str) -> str:
    """Write a moment on the wall clock of `zone` (an IANA name); pages show the zone beside it."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{format_day(local.date())}{_joint()}{_clock(local)}"


def format_span(interval: Interval, zone: str) -> str:
    """Write a span on the wall clock of `zone`; an end at midnight is 24:00 of the day before."""
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (interval.start, interval.end))
    first, last, closing = start.date(), end.date(), _clock(end)
    if end.time() == time(0):
        last, closing = last - timedelta(days=1), "24:00"
    head = f"{format_day(first)}{_joint()}{_clock(start)}"
    if last == first:
        return f"{head}–{closing}"
    patterns = DAY_OF_SAME_YEAR_PATTERNS if last.year == first.year else DAY_PATTERNS
    return f"{head} – {_day(last, patterns)}{_joint()}{closing}"


def format_zone(at: datetime, zone: str) -> str:
    """Name the zone as it is at that moment: "China Standard Time", 中国标准时间."""
    return get_timezone_name(at.astimezone(ZoneInfo(zone)), locale=_locale())


def format_minutes(minutes: int) -> str:
    """Write a length: "45 min", "2 h", "1 h 30 min"; whole days from two on, "7 days".

    One day stays "24 h": as a notice, "1 day before" could mean the day before.
    """
    days, beyond = divmod(minutes, MINUTES_A_DAY)
    if days > 1 and not beyond:
        return ngettext("%(num)d day", "%(num)d days", days)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min", minutes=rest)
    if not rest:
        return gettext("%(hours)d h", hours=hours)
    return gettext("%(hours)d h %(minutes)d min", hours=hours, minutes=rest)


def format_clocks(interval: Interval, zone: str) -> str:
    """Write a span under a heading that already names its day: `09:00–11:00`, `22:00–24:00`."""
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (interval.start, interval.end))
    return f"{_clock(start)}–{'24:00' if end.time() == time(0) else _clock(end)}"


def filled(text: str, values: Mapping[str, object]) -> str:
    """Translate a catalogue text and fill in its `%(name)s`.

    Times among the values are written in the zone that comes with them as `zone`, else in UTC; states and
    other codes by their word.
    """
    if not values:
        # gettext("") would answer the catalogue's own header.
        return gettext(text).replace("%%", "%") if text else ""
    zone = str(values.get("zone", "UTC"))
    return gettext(text) % {name: _value(value, zone) for name, value in values.items()}


def problem_text(problem: Problem) -> str:
    """Write why something was refused, with its values filled in."""
    text = filled(problem.message, problem.values)
    return text if problem.about is None else gettext("%(about)s: %(told)s", about=problem.about, told=text)


def problem_fix(problem: Problem) -> str | None:
    """Write the nearest change that would pass, or None."""
    return filled(problem.fix, problem.values) if problem.fix else None


def register_filters(app: Flask) -> None:
    """Make the forms above available to templates."""
    app.jinja_env.filters.update(
        money=format_money,
        hourly=format_hourly,
        number=format_number,
        day=format_day,
        month=format_month,
        instant=format_instant,
        span=format_span,
        clocks=format_clocks,
        zone_name=format_zone,
        minutes_text=format_minutes,
        filled=filled,
        code_word=code_word,
        problem_text=problem_text,
        problem_fix=problem_fix,
    )


def _value(value: object, zone: str) -> object:  # noqa: PLR0911 -- one return a kind of value
    match value:
        case Money():
            return format_money(value)
        case Interval():
            return format_span(value, zone)
        case datetime():
            return format_instant(value, zone)
        case date():
            return format_day(value)
        case StrEnum():
            return code_word(value)
        case tuple():
            return LIST_JOINTS[_language()].join(str(_value(each, zone)) for each in value)
        case _:
            return _spoken(value)


def _spoken(value: object) -> object:
    """Return what is a number or a code for programs as people say it, anything else as it is."""
    match value:
        case Weekday():
            return get_day_names("wide", locale=_locale())[value - 1]
        case Minutes():
            return format_minutes(value)
        case RegionCode():
            return _region(value)
        case _:
            return value


def name_regions(app: Flask, find: Callable[[str], Named | None]) -> None:
    """Give texts the names of regions, by their codes; called once, by the factory."""
    app.extensions[_REGIONS] = find


def _region(code: RegionCode) -> str:
    find: Callable[[str], Named | None] | None = current_app.extensions.get(_REGIONS)
    named = find(code) if find and code else None
    if named is None:
        return str(code) or gettext("an unknown region")
    return named.name_en if _language() == "en" else named.name_zh


def _locale() -> Locale:
    """Return the reader's locale; the pool's own where nobody reads yet (a job, a command)."""
    return get_locale() or SIGNS


def _language() -> str:
    return "zh" if _locale().language == "zh" else "en"


def _joint() -> str:
    return DAY_JOINTS[_language()]


def _day(day: date, patterns: dict[str, str]) -> str:
    return format_date(day, patterns[_language()], locale=_locale())


def _clock(at: datetime) -> str:
    return format_time(at.time(), "HH:mm", locale="en")
