import pytest

from app.calendar.reading.refusing import Unreadable
from tests.unit.calendar.reading.calendars import busy, event, reading

START = "DTSTART:20260105T010000Z"
HOUR = "DURATION:PT1H"


def days(*lines: str) -> list[str]:
    """Return the days (UTC) on which the spans begin."""
    return [span[:5] for span in busy(event(*lines))]


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("FREQ=DAILY;COUNT=3", ["01-05", "01-06", "01-07"]),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20260131T235959Z", ["01-05", "01-15", "01-25"]),
        ("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260114T010000Z", ["01-05", "01-07", "01-12", "01-14"]),
        ("freq=weekly;byday=mo, we;count=3;", ["01-05", "01-07", "01-12"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["01-05", "01-30", "02-27", "03-27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260601T000000Z", ["01-05", "01-31", "03-31", "05-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", ["01-05", "02-02", "03-02"]),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", ["01-05", "03-01"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", ["01-05", "05-11"]),
        ("FREQ=DAILY;COUNT=-1;UNTIL=20260106T235959Z", ["01-05", "01-06"]),
        ("FREQ=DAILY\\;COUNT=2", ["01-05", "01-06"]),
        ("FREQ=WEEKLY;UNTIL=20250101T000000Z", []),  # what is left of a series that was ended as a whole
        ("FREQ=WEEKLY;BYDAY=MO,TU,FR;BYSETPOS=2,-1;COUNT=4", ["01-05", "01-06", "01-09", "01-13", "01-16"]),
        ("FREQ=WEEKLY;INTERVAL=99999999999999999999", ["01-05"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["01-05"]),
        ("FREQ=HOURLY;BYMONTH=2,4;BYMONTHDAY=-31,31", ["01-05"]),
        ("FREQ=YEARLY;BYDAY=1MO,53MO;BYMONTH=5", ["01-05", "05-04"]),
        ("FREQ=HOURLY;INTERVAL=36;COUNT=3", ["01-05", "01-06", "01-08"]),
        ("FREQ=HOURLY;BYHOUR=1,2;BYMINUTE=0,20,40;BYSETPOS=-1;BYDAY=TU;COUNT=3", ["01-05", "01-06", "01-13"]),
    ],
)
def test_each_kind_of_rule(rule, starts):
    assert days(START, HOUR, f"RRULE:{rule}") == starts


def test_a_rule_that_began_long_ago_is_in_step_with_its_beginning():
    assert days("DTSTART:19990104T010000Z", HOUR, "RRULE:FREQ=WEEKLY;INTERVAL=4;UNTIL=20260301T000000Z") == [
        "01-26",
        "02-23",
    ]


def test_the_day_of_a_week_is_the_firsts_also_where_one_of_its_times_is_picked():
    rule = "RRULE:FREQ=WEEKLY;BYHOUR=1,9;BYSETPOS=-1;COUNT=2"
    assert busy(event("DTSTART:20260107T010000Z", HOUR, rule)) == [
        "01-07 01:00/02:00",
        "01-07 09:00/10:00",
        "01-14 09:00/10:00",
    ]


def test_an_until_of_a_date_ends_with_that_day_for_days():
    lines = ("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;UNTIL=20260107")
    assert busy(event(*lines)) == ["01-04 16:00/01-07 16:00"]
    assert busy(event(lines[0], "RRULE:FREQ=DAILY;UNTIL=20260107T235959Z")) == ["01-04 16:00/01-07 16:00"]


def test_times_of_a_rule_are_on_the_wall_of_the_events_zone():
    spans = busy(
        event("DTSTART;TZID=Europe/Berlin:20260327T020000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4")
    )
    # On the 29th there is no two o'clock: it is read with the offset before (RFC 5545, 3.3.5).
    assert spans == ["03-27 01:00/02:00", "03-28 01:00/02:00", "03-29 01:00/02:00", "03-30 00:00/01:00"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE:20260106T010000Z",
        "EXDATE;TZID=Asia/Shanghai:20260106T090000",
        "EXDATE;TZID=America/New_York:20260105T200000",
        "EXDATE;VALUE=DATE:20260106",
        "EXDATE:20251224T010000Z,20260106T010000Z",
        "EXRULE:FREQ=WEEKLY;BYDAY=TU",
    ],
)
def test_an_exception_is_left_out_however_it_is_written(exdate):
    shanghai = ("DTSTART;TZID=Asia/Shanghai:20260105T090000", HOUR, "RRULE:FREQ=DAILY;COUNT=3", exdate)
    assert days(*shanghai) == ["01-05", "01-07"]


def test_days_are_left_out_by_a_date_or_by_its_midnight():
    daily = ("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=3")
    for exdate in ("EXDATE;VALUE=DATE:20260106", "EXDATE:20260105T160000Z", "EXDATE:20260106T000000"):
        assert days(*daily, exdate) == ["01-04", "01-06"]


def test_a_further_day_may_be_written_as_its_midnight():
    daily = ("DTSTART;VALUE=DATE:20260105", "RDATE:20260107T160000Z")
    assert busy(event(*daily)) == ["01-04 16:00/01-05 16:00", "01-07 16:00/01-08 16:00"]


def test_a_replacement_of_a_day_that_its_midnight_leaves_out_is_gone():
    series = event("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260105T160000Z")
    moved = ("DTSTART:20260109T010000Z", HOUR)
    assert busy(series, event("RECURRENCE-ID;VALUE=DATE:20260106", *moved)) == ["01-04 16:00/01-05 16:00"]
    assert busy(series, event("RECURRENCE-ID;VALUE=DATE:20260105", *moved)) == ["01-09 01:00/02:00"]


def test_further_dates_come_in_addition():
    assert busy(
        event(START, HOUR, "RDATE:20260110T010000Z,20260112T020000Z"),
        event(
            "DTSTART:20260301T010000Z",
            HOUR,
            "RDATE;VALUE=PERIOD:20260302T010000Z/20260302T050000Z,20260303T010000Z/PT30M",
            uid="two",
        ),
    ) == [
        "01-05 01:00/02:00",
        "01-10 01:00/02:00",
        "01-12 02:00/03:00",
        "03-01 01:00/02:00",
        "03-02 01:00/05:00",
        "03-03 01:00/01:30",
    ]


DAILY = event(START, HOUR, "RRULE:FREQ=DAILY;COUNT=4")


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (
            ["RECURRENCE-ID:20260106T010000Z", "DTSTART:20260106T080000Z", HOUR],
            ["01-05 01:00/02:00", "01-06 08:00/09:00", "01-07 01:00/02:00", "01-08 01:00/02:00"],
        ),
        (
            [
                "RECURRENCE-ID;TZID=Asia/Shanghai:20260106T090000",
                "DTSTART:20260106T010000Z",
                "STATUS:CANCELLED",
            ],
            ["01-05 01:00/02:00", "01-07 01:00/02:00", "01-08 01:00/02:00"],
        ),
        (
            ["RECURRENCE-ID;VALUE=DATE:20260106", "DTSTART:20260106T010000Z", HOUR, "TRANSP:TRANSPARENT"],
            ["01-05 01:00/02:00", "01-07 01:00/02:00", "01-08 01:00/02:00"],
        ),
        (
            [
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20260107T010000Z",
                "DTSTART:20260107T030000Z",
                "DURATION:PT2H",
            ],
            ["01-05 01:00/02:00", "01-06 01:00/02:00", "01-07 03:00/05:00", "01-08 03:00/05:00"],
        ),
        (
            [
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20260107T010000Z",
                "DTSTART:20260107T010000Z",
                "STATUS:CANCELLED",
            ],
            ["01-05 01:00/02:00", "01-06 01:00/02:00"],
        ),
    ],
)
def test_an_instance_is_replaced_wherever_it_goes(lines, spans):
    assert busy(DAILY, event(*lines)) == spans
    assert busy(event(*lines), DAILY) == spans


def test_a_replacement_without_its_series_stands_for_itself():
    alone = event("RECURRENCE-ID:20260106T010000Z", "DTSTART:20260106T080000Z", HOUR)
    assert busy(alone) == ["01-06 08:00/09:00"]


def test_a_replacement_that_a_newer_series_has_no_more_is_gone():
    series = event(START, HOUR, "RRULE:FREQ=DAILY;COUNT=2", "SEQUENCE:3")
    beyond = ("RECURRENCE-ID:20260108T010000Z", "DTSTART:20260108T080000Z", HOUR)
    assert busy(series, event(*beyond, "SEQUENCE:1")) == ["01-05 01:00/02:00", "01-06 01:00/02:00"]
    assert "01-08 08:00/09:00" in busy(series, event(*beyond, "SEQUENCE:3"))


def test_a_replacement_of_an_instance_that_is_left_out_is_gone():
    series = event(START, HOUR, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260106T010000Z")
    moved = event("RECURRENCE-ID:20260106T010000Z", "DTSTART:20260106T080000Z", HOUR)
    assert busy(series, moved) == ["01-05 01:00/02:00"]


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY"])
def test_a_rule_that_repeats_too_often_refuses_the_file(frequency):
    with pytest.raises(Unreadable) as refused:
        reading(event(START, "DURATION:PT1S", f"RRULE:FREQ={frequency}"))
    assert refused.value.code == "repeats_too_often"


def test_more_than_2000_repeats_refuse_the_file_and_old_ones_do_not_count():
    with pytest.raises(Unreadable) as refused:
        reading(event(START, "DURATION:PT1S", "RRULE:FREQ=HOURLY"))
    assert refused.value.code == "too_many_repeats"
    assert len(busy(event("DTSTART:19900101T000000Z", HOUR, "RRULE:FREQ=DAILY"))) == 365


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;INTERVAL=0",
        "D1 #5",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=YEARLY;BYDAY=99MO",
    ],
)
def test_a_rule_nobody_can_follow_is_told_and_its_event_happens_once(rule):
    found = reading(event(START, HOUR, f"RRULE:{rule}"))
    assert len(found.busy) == 1
    assert [(note.code, note.values) for note in found.notes] == [("unread_rule", {"rule": rule})]
