from datetime import UTC, date, datetime

import pytest

from app.kernel.steps import Step
from app.statistics.domain.periods import find_period, last_twelve_months, latest_public_year, public_year


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_found_by_its_name(name, first, last):
    found = find_period(name)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("name", ["", "26", "2026-13", "2026-Q5", "2026-3", "2026-03-01", "9999", "²⁰²⁶"])
def test_what_is_no_name_of_a_period_finds_none(name):
    assert find_period(name) is None


def test_a_period_begins_and_ends_at_midnight_in_beijing():
    span = find_period("2026-03").span
    assert span.start == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert span.end == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_the_last_twelve_months_end_today():
    found = last_twelve_months(date(2026, 2, 28))
    assert (found.first, found.last) == (date(2025, 3, 1), date(2026, 2, 28))
    assert len(found.steps(Step.MONTH)) == 12
    assert found.steps(Step.QUARTER) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]
    assert found.steps(Step.YEAR) == ["2025", "2026"]


def test_everybody_is_told_a_year_up_to_its_last_month_that_is_over():
    assert public_year(2026, date(2026, 11, 25)).last == date(2026, 10, 31)
    assert public_year(2025, date(2026, 11, 25)).last == date(2025, 12, 31)


def test_in_january_the_latest_year_is_the_one_before():
    assert latest_public_year(date(2026, 1, 31)) == 2025
    assert latest_public_year(date(2026, 2, 1)) == 2026
