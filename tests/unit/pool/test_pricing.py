"""Prices computed by hand, and properties that every price has."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.pool.domain.pricing import (
    LineKind,
    cancellation_fee,
    charged_span,
    no_show_fee,
    price,
)
from app.pool.domain.rates import Band, ChargeBasis, NoticeStep, RateTerms

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(1, 8))
WORKDAYS, WEEKEND = frozenset({1, 2, 3, 4, 5}), frozenset({6, 7})

DAY_AND_NIGHT = (
    Band(WORKDAYS, 0, 8 * 60, 30000),
    Band(WORKDAYS, 8 * 60, 18 * 60, 60000),
    Band(WORKDAYS, 18 * 60, 1440, 30000),
    Band(WEEKEND, 0, 1440, 45000),
)


def terms(bands=DAY_AND_NIGHT, **changes):
    return RateTerms(group="enterprise", effective_from=date(2026, 1, 1), bands=bands, **changes)


def span(start, end, zone=SHANGHAI):
    return Interval(*(datetime.fromisoformat(text).replace(tzinfo=zone) for text in (start, end)))


def seen(priced):
    return [(line.kind, line.minutes, line.minor_per_hour, line.amount.minor) for line in priced.lines]


def test_two_hours_in_one_band_are_one_line():
    # 2026-03-02 is a Monday; 2 h × ¥600
    priced = price(terms(), span("2026-03-02T09:00", "2026-03-02T11:00"), SHANGHAI)
    assert seen(priced) == [(LineKind.TIME, 120, 60000, 120000)]
    assert priced.total == Money(120000)
    assert priced.lines[0].span == span("2026-03-02T09:00", "2026-03-02T11:00")


def test_each_minute_is_priced_by_its_band():
    # Monday 17:30–19:00: 30 min × ¥600/h = ¥300, 60 min × ¥300/h = ¥300
    priced = price(terms(), span("2026-03-02T17:30", "2026-03-02T19:00"), SHANGHAI)
    assert seen(priced) == [(LineKind.TIME, 30, 60000, 30000), (LineKind.TIME, 60, 30000, 30000)]


def test_a_night_over_the_week_end_follows_the_weekdays():
    # Friday 22:00 – Monday 09:00: 2 h × 300, 48 h × 450, 8 h × 300, 1 h × 600
    priced = price(terms(), span("2026-03-06T22:00", "2026-03-09T09:00"), SHANGHAI)
    assert seen(priced) == [
        (LineKind.TIME, 120, 30000, 60000),
        (LineKind.TIME, 2880, 45000, 2160000),
        (LineKind.TIME, 480, 30000, 240000),
        (LineKind.TIME, 60, 60000, 60000),
    ]
    assert priced.total == Money(2520000)


def test_one_band_across_midnight_stays_one_line():
    priced = price(
        terms((Band(EVERY_DAY, 0, 1440, 10000),)), span("2026-03-02T23:00", "2026-03-03T02:00"), SHANGHAI
    )
    assert seen(priced) == [(LineKind.TIME, 180, 10000, 30000)]


def test_a_line_is_rounded_once_half_away_from_zero():
    # 7 min of 10001 fen an hour = 1166.78 → 1167; 30 min of 10001 = 5000.5 → 5001
    card = terms((Band(EVERY_DAY, 0, 1440, 10001),))
    assert price(card, span("2026-03-02T09:00", "2026-03-02T09:07"), SHANGHAI).total == Money(1167)
    assert price(card, span("2026-03-02T09:00", "2026-03-02T09:30"), SHANGHAI).total == Money(5001)


def test_the_minimum_is_filled_up_at_the_price_of_the_last_band():
    # 17:50–18:10: 10 min × 600 = ¥100, 10 min × 300 = ¥50, 40 min more at ¥300/h = ¥200
    card = terms(minimum_minutes=60)
    priced = price(card, span("2026-03-02T17:50", "2026-03-02T18:10"), SHANGHAI)
    assert seen(priced) == [
        (LineKind.TIME, 10, 60000, 10000),
        (LineKind.TIME, 10, 30000, 5000),
        (LineKind.MINIMUM, 40, 30000, 20000),
    ]
    assert priced.minutes == 60


def test_the_set_up_fee_is_a_line_of_its_own():
    priced = price(terms(set_up_minor=5000), span("2026-03-02T09:00", "2026-03-02T10:00"), SHANGHAI)
    assert seen(priced) == [(LineKind.TIME, 60, 60000, 60000), (LineKind.SET_UP, 0, None, 5000)]
    assert priced.total == Money(65000)


def test_seconds_are_cut_off():
    priced = price(terms(), span("2026-03-02T09:00:59", "2026-03-02T10:00:01"), SHANGHAI)
    assert priced.minutes == 60


def test_use_of_less_than_a_minute_costs_the_minimum():
    priced = price(terms(minimum_minutes=30), span("2026-03-02T09:00:05", "2026-03-02T09:00:45"), SHANGHAI)
    assert seen(priced) == [(LineKind.MINIMUM, 30, 60000, 30000)]


def test_a_minute_without_a_band_has_no_price():
    office_hours = terms((Band(WORKDAYS, 8 * 60, 18 * 60, 60000),))
    with pytest.raises(Invalid) as refusal:
        price(office_hours, span("2026-03-02T17:00", "2026-03-02T18:01"), SHANGHAI)
    assert refusal.value.code == "no_price"
    at = datetime.fromisoformat("2026-03-02T18:00:00+08:00")
    assert refusal.value.problems[0].values == {"at": at, "zone": "Asia/Shanghai"}


def test_the_hour_that_summer_time_skips_is_not_charged():
    # Berlin, 2026-03-29: 02:00 → 03:00. Wall 01:00–04:00 lasts two hours; the second price holds from 03:00.
    card = terms((Band(EVERY_DAY, 0, 150, 6000), Band(EVERY_DAY, 150, 1440, 12000)))
    priced = price(card, span("2026-03-29T01:00", "2026-03-29T04:00", BERLIN), BERLIN)
    assert seen(priced) == [(LineKind.TIME, 60, 6000, 6000), (LineKind.TIME, 60, 12000, 12000)]


def test_the_hour_that_comes_twice_is_charged_twice():
    # Berlin, 2026-10-25: 03:00 → 02:00. Wall 01:00–04:00 lasts four hours, and 02:00–02:30 comes twice.
    card = terms((Band(EVERY_DAY, 0, 150, 6000), Band(EVERY_DAY, 150, 1440, 12000)))
    priced = price(card, span("2026-10-25T01:00", "2026-10-25T04:00", BERLIN), BERLIN)
    assert seen(priced) == [
        (LineKind.TIME, 90, 6000, 9000),
        (LineKind.TIME, 30, 12000, 6000),
        (LineKind.TIME, 30, 6000, 3000),
        (LineKind.TIME, 90, 12000, 18000),
    ]


BOOKED = span("2026-03-02T09:00", "2026-03-02T11:00")


@pytest.mark.parametrize(
    ("basis", "used", "charged"),
    [
        (ChargeBasis.RESERVATION, ("09:00", "10:30"), ("09:00", "11:00")),
        (ChargeBasis.USAGE, ("09:00", "10:30"), ("09:00", "10:30")),
        (ChargeBasis.GREATER, ("09:00", "10:30"), ("09:00", "11:00")),
        (ChargeBasis.GREATER, ("09:10", "11:30"), ("09:10", "11:30")),
        (ChargeBasis.GREATER, ("09:30", "11:30"), ("09:00", "11:00")),
    ],
)
def test_the_charge_basis_says_which_span_is_charged(basis, used, charged):
    used, charged = (span(*(f"2026-03-02T{clock}" for clock in clocks)) for clocks in (used, charged))
    assert charged_span(basis, BOOKED, used) == charged


def test_fees_are_shares_of_the_quoted_total():
    card = terms(cancellation=(NoticeStep(24, 0), NoticeStep(0, 50)), no_show_percent=100)
    assert cancellation_fee(card, Money(120001), timedelta(hours=3)).total == Money(60001)
    assert cancellation_fee(card, Money(120001), timedelta(hours=30)).lines == ()
    assert no_show_fee(card, Money(120001)).total == Money(120001)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 28), timezones=st.just(UTC))  # noqa: DTZ001
whole_weeks = st.lists(st.integers(1, 1439), unique=True, max_size=4).flatmap(
    lambda edges: st.lists(st.integers(0, 10**6), min_size=len(edges) + 1, max_size=len(edges) + 1).map(
        lambda prices: tuple(
            Band(EVERY_DAY, start, end, minor)
            for start, end, minor in zip([0, *sorted(edges)], [*sorted(edges), 1440], prices, strict=True)
        )
    )
)


@given(moments, st.integers(1, 3000), whole_weeks, st.sampled_from([SHANGHAI, BERLIN]))
def test_lines_cover_each_minute_once_by_its_own_band(start, minutes, bands, zone):
    start = start.replace(second=0, microsecond=0)
    card = terms(bands)
    priced = price(card, Interval(start, start + timedelta(minutes=minutes)), zone)
    at = start
    for line in priced.lines:
        assert line.span.start == at
        while at < line.span.end:
            local = at.astimezone(zone)
            band = card.band_at(local.isoweekday(), local.hour * 60 + local.minute)
            assert band.minor_per_hour == line.minor_per_hour
            at += timedelta(minutes=1)
    assert priced.minutes == minutes


@given(moments, st.integers(1, 3000), whole_weeks, st.integers(0, 300), st.integers(0, 10**6))
def test_the_total_is_the_sum_of_the_lines(start, minutes, bands, minimum, set_up):
    card = terms(bands, minimum_minutes=minimum, set_up_minor=set_up)
    priced = price(card, Interval(start, start + timedelta(minutes=minutes)), SHANGHAI)
    assert priced.total.minor == sum(line.amount.minor for line in priced.lines)
    assert priced.minutes >= max(minimum, minutes - 1)
    assert all(line.amount.minor >= 0 for line in priced.lines)
