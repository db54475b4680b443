from datetime import timedelta

import pytest

from app.calendar.domain.hours import open_intervals
from app.kernel.interval import Interval
from tests.support.spans import hours, local_span, span, utc

WEEK = span("2026-03-02 00:00", "2026-03-09 00:00")  # Monday to Monday, UTC


def test_hours_are_read_on_the_wall_clock_of_the_zone():
    assert open_intervals(hours("Asia/Shanghai", "1 08:30-17:30"), WEEK) == [
        span("2026-03-02 00:30", "09:30")
    ]


def test_a_zone_of_quarter_hours_is_read_exactly():
    assert open_intervals(hours("Asia/Kathmandu", "2 09:00-10:00"), WEEK) == [
        span("2026-03-03 03:15", "04:15")
    ]


def test_an_opening_is_cut_by_the_window():
    window = span("2026-03-02 03:00", "04:00")
    assert open_intervals(hours("Asia/Shanghai", "1 08:30-17:30"), window) == [window]


def test_a_window_before_the_local_day_starts_finds_the_local_weekday():
    # 20:00 UTC on Sunday is 04:00 on Monday in Shanghai.
    window = span("2026-03-01 20:00", "2026-03-01 23:00")
    assert open_intervals(hours("Asia/Shanghai", "1 05:00-06:00"), window) == [
        span("2026-03-01 21:00", "22:00")
    ]


def test_periods_that_meet_at_midnight_are_one_opening():
    overnight = hours("Asia/Shanghai", "1 20:00-24:00", "2 00:00-06:00")
    assert open_intervals(overnight, WEEK) == [span("2026-03-02 12:00", "22:00")]


def test_sunday_night_joins_monday_morning():
    overnight = hours("UTC", "7 22:00-24:00", "1 00:00-02:00")
    window = span("2026-03-07 12:00", "2026-03-09 12:00")
    assert open_intervals(overnight, window) == [span("2026-03-08 22:00", "2026-03-09 02:00")]


def test_an_instrument_that_is_always_open_has_one_opening():
    assert open_intervals(hours("Europe/Berlin", "* 00:00-24:00"), WEEK) == [WEEK]


def test_no_hours_mean_never_open():
    assert open_intervals(hours("Asia/Shanghai"), WEEK) == []


@pytest.mark.parametrize(
    ("zone", "day", "elapsed"),
    [
        ("Europe/Berlin", "2026-03-29", 23 * 60),
        ("Europe/Berlin", "2026-10-25", 25 * 60),
        ("America/New_York", "2026-03-08", 23 * 60),
        ("America/New_York", "2026-11-01", 25 * 60),
        ("Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30),
        ("Australia/Lord_Howe", "2026-10-04", 23 * 60 + 30),
        ("Asia/Shanghai", "2026-03-29", 24 * 60),
        ("Asia/Kathmandu", "2026-03-29", 24 * 60),
    ],
)
def test_a_whole_day_lasts_as_long_as_the_clock_there_takes(zone, day, elapsed):
    weekday = utc(f"{day} 12:00").isoweekday()
    window = Interval(utc(f"{day} 00:00") - timedelta(days=2), utc(f"{day} 00:00") + timedelta(days=3))
    opening = open_intervals(hours(zone, f"{weekday} 00:00-24:00"), window)
    assert [each.minutes for each in opening] == [elapsed]


def test_a_skipped_hour_is_never_open():
    window = span("2026-03-28 12:00", "2026-03-29 12:00")
    assert open_intervals(hours("Europe/Berlin", "7 02:00-03:00"), window) == []


def test_an_opening_inside_a_skipped_hour_starts_when_the_clock_goes_on():
    window = span("2026-03-28 12:00", "2026-03-29 12:00")
    assert open_intervals(hours("Europe/Berlin", "7 02:30-04:00"), window) == [
        span("2026-03-29 01:00", "02:00")
    ]


def test_a_repeated_hour_is_open_both_times():
    window = span("2026-10-24 12:00", "2026-10-25 12:00")
    assert open_intervals(hours("Europe/Berlin", "7 02:00-03:00"), window) == [
        span("2026-10-25 00:00", "02:00")
    ]


def test_a_part_of_a_repeated_hour_is_open_both_times():
    window = span("2026-10-24 12:00", "2026-10-25 12:00")
    assert open_intervals(hours("Europe/Berlin", "7 02:00-02:30"), window) == [
        span("2026-10-25 00:00", "00:30"),
        span("2026-10-25 01:00", "01:30"),
    ]


def test_a_day_that_begins_at_one_in_the_morning_is_read_right():
    # In Beirut midnight itself is skipped in spring.
    window = span("2026-03-28 12:00", "2026-03-29 12:00")
    assert open_intervals(hours("Asia/Beirut", "7 00:00-02:00"), window) == [
        span("2026-03-28 22:00", "23:00")
    ]


def test_the_same_wall_time_moves_in_utc_over_a_change():
    window = span("2026-03-23 00:00", "2026-04-06 00:00")
    assert open_intervals(hours("Europe/Berlin", "1 09:00-17:00"), window) == [
        local_span("Europe/Berlin", "2026-03-23 09:00", "2026-03-23 17:00"),
        local_span("Europe/Berlin", "2026-03-30 09:00", "2026-03-30 17:00"),
    ]
