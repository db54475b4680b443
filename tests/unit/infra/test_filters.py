"""How amounts, times and refusals are written, in both languages."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

import pytest
from flask import Flask
from flask_babel import force_locale

from app.infra import filters
from app.kernel.errors import Problem
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.wall import Minutes, Weekday
from app.kernel.words import RegionCode

pytestmark = pytest.mark.usefixtures("reading")

SHANGHAI = "Asia/Shanghai"
MORNING = Interval(datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC))
NIGHT = Interval(datetime(2026, 3, 2, 14, tzinfo=UTC), datetime(2026, 3, 3, 0, tzinfo=UTC))
EVENING = Interval(datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 16, tzinfo=UTC))


class Code(StrEnum):
    IN_USE = "in_use"
    REDEEM = "redeem"
    OWN = "own"


class Named(NamedTuple):
    name_zh: str
    name_en: str


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Money(123450), "¥1,234.50"),
        (Money(0), "¥0.00"),
        (Money(-5), "−¥0.05"),
        (Money(100_000_000_000), "¥1,000,000,000.00"),
        (Money(99, "USD"), "US$0.99"),
        (Money(1500, "JPY"), "JP¥1,500"),
    ],
)
def test_an_amount_has_its_sign_grouping_and_all_decimals(amount: Money, written: str) -> None:
    for language in ("en", "zh_Hans_CN"):
        with force_locale(language):
            assert filters.format_money(amount) == written


@pytest.mark.parametrize(
    ("language", "span", "written"),
    [
        ("zh_Hans_CN", MORNING, "2026年3月2日 (周一) 09:00–11:00"),
        ("en", MORNING, "Mon 2 Mar 2026, 09:00–11:00"),
        ("zh_Hans_CN", NIGHT, "2026年3月2日 (周一) 22:00 – 3月3日 (周二) 08:00"),
        ("en", NIGHT, "Mon 2 Mar 2026, 22:00 – Tue 3 Mar, 08:00"),
        ("zh_Hans_CN", EVENING, "2026年3月2日 (周一) 20:00–24:00"),
    ],
)
def test_a_span_is_written_on_the_wall_clock_of_its_place(
    language: str, span: Interval, written: str
) -> None:
    with force_locale(language):
        assert filters.format_span(span, SHANGHAI) == written


def test_a_span_over_new_year_says_both_years() -> None:
    span = Interval(datetime(2026, 12, 31, 14, tzinfo=UTC), datetime(2027, 1, 1, 1, tzinfo=UTC))
    with force_locale("en"):
        assert filters.format_span(span, SHANGHAI) == "Thu 31 Dec 2026, 22:00 – Fri 1 Jan 2027, 09:00"


def test_a_moment_a_day_and_a_zone_are_written_in_the_readers_language() -> None:
    with force_locale("zh_Hans_CN"):
        assert filters.format_instant(MORNING.start, SHANGHAI) == "2026年3月2日 (周一) 09:00"
        assert filters.format_day(date(2026, 3, 7)) == "2026年3月7日 (周六)"
        assert filters.format_month(date(2026, 3, 7)) == "2026年3月"
        assert filters.format_zone(MORNING.start, SHANGHAI) == "中国标准时间"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (45, "45 min"), (120, "2 h"), (90, "1 h 30 min"), (0, "0 min"),
        (24 * 60, "24 h"), (36 * 60, "36 h"), (48 * 60, "2 days"), (168 * 60, "7 days"), (169 * 60, "169 h"),
    ],
)  # fmt: skip
def test_a_length_is_written_in_whole_days_or_in_hours_and_minutes(minutes: int, written: str) -> None:
    with force_locale("en"):
        assert filters.format_minutes(minutes) == written


def test_a_refusal_is_filled_with_amounts_and_times_of_its_zone() -> None:
    problem = Problem(
        "slot_taken",
        "Taken. It costs %(price)s.",
        fix="Free: %(span)s.",
        values={"price": Money(60_000), "span": MORNING, "zone": SHANGHAI},
    )
    with force_locale("en"):
        assert filters.problem_text(problem) == "Taken. It costs ¥600.00."
        assert filters.problem_fix(problem) == "Free: Mon 2 Mar 2026, 09:00–11:00."


def test_a_text_without_values_keeps_its_percent_signs() -> None:
    assert filters.filled("50 %% of it, or 50 %", {}) == "50 % of it, or 50 %"
    assert filters.filled("%(rate)s %%", {"rate": 5}) == "5 %"
    assert filters.filled("", {}) == ""


def test_a_code_is_written_by_its_word_and_several_as_a_list() -> None:
    values = {"state": Code.IN_USE, "modes": (Code.REDEEM, Code.OWN)}
    assert filters.filled("%(state)s: %(modes)s", values) == "in use: redeem, own"


@pytest.mark.parametrize(("language", "written"), [("en", "Tuesday"), ("zh_Hans_CN", "星期二")])
def test_a_weekday_is_written_by_its_name(language: str, written: str) -> None:
    with force_locale(language):
        assert filters.filled("%(day)s", {"day": Weekday.TUESDAY}) == written


def test_a_length_among_the_values_is_written_as_elsewhere() -> None:
    with force_locale("en"):
        assert filters.filled("%(notice)s ahead", {"notice": Minutes(168 * 60)}) == "7 days ahead"


@pytest.mark.parametrize(("language", "written"), [("en", "Qingpu"), ("zh_Hans_CN", "青浦区")])
def test_a_region_is_written_by_its_name_and_an_unknown_one_by_its_code(
    reading: Flask, language: str, written: str
) -> None:
    filters.name_regions(reading, {"310118": Named("青浦区", "Qingpu")}.get)
    with force_locale(language):
        assert filters.filled("%(where)s", {"where": RegionCode("310118")}) == written
        assert filters.filled("%(where)s", {"where": RegionCode("999999")}) == "999999"
