"""Files of thousands of rules are read in time, and each rule still yields what dateutil says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.reading.child import read_in_child
from app.kernel.interval import Interval, merge
from tests.unit.calendar.reading.calendars import SHANGHAI, YEAR, calendar, event, reading

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOUR = "DURATION:PT1H"


def some(values, most=3):
    """Return a part of a rule that lists a few of these values."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True).map(",".join)


NUMBERED = some([f"{number}{day}" for number in (1, 2, -1) for day in DAYS])
MONTH_DAYS = some([str(number) for number in (1, 15, 28, 29, 30, 31, -1)])
TIMES = {"BYHOUR": some(["0", "9", "14"]), "BYMINUTE": some(["0", "45"])}
PARTS = {
    "HOURLY": [{"INTERVAL": some(["1", "5", "7"], most=1), "BYHOUR": some(["0", "9"]), "BYDAY": some(DAYS)}],
    "DAILY": [{}, {"BYDAY": some(DAYS)}, {"BYMONTH": some(["1", "5", "12"])}, TIMES],
    "WEEKLY": [
        {},
        {"BYDAY": some(DAYS)},
        {"BYDAY": some(DAYS), "WKST": st.sampled_from(DAYS)},
        {"BYDAY": some(DAYS)} | TIMES,
    ],
    "MONTHLY": [
        {},
        {"BYDAY": NUMBERED},
        {"BYMONTHDAY": MONTH_DAYS},
        {"BYDAY": some(DAYS), "BYSETPOS": some(["1", "-1", "3"])},
        {"BYMONTH": some(["2", "7"]), "BYDAY": some(DAYS), "BYSETPOS": some(["2", "-1"])} | TIMES,
    ],
    "YEARLY": [
        {},
        {"BYMONTH": some(["2", "3"]), "BYDAY": NUMBERED},
        {"BYYEARDAY": some(["1", "60", "-1"])},
        {"BYWEEKNO": some(["1", "9", "52", "-1"]), "BYDAY": some(DAYS), "WKST": st.sampled_from(DAYS)},
        {"BYDAY": some(["1MO", "20TU", "-1FR"]), "BYSETPOS": some(["1", "-1"])},
        {"BYMONTHDAY": MONTH_DAYS, "BYSETPOS": some(["1", "7"])} | TIMES,
    ],
}


@st.composite
def rules(draw, first):
    frequency = draw(st.sampled_from(sorted(PARTS)))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.integers(1, 5)))}
    parts |= {name: draw(values) for name, values in draw(st.sampled_from(PARTS[frequency])).items()}
    until = first + timedelta(hours=draw(st.integers(0, 36_000)))
    last = draw(st.sampled_from(["none", "COUNT", "UNTIL"]))
    if last != "none":
        parts[last] = str(draw(st.integers(1, 400))) if last == "COUNT" else f"{until:%Y%m%dT%H%M%S}"
    return ";".join(f"{name}={value}" for name, value in parts.items())


def by_dateutil(first, rule, length, zone, without):
    """Return the time a floating event takes in 2026: on the wall of `zone`, one instance after the other."""
    walls = {first, *rrule.rrulestr(rule, dtstart=first).between(first, datetime(2027, 1, 5), inc=True)}  # noqa: DTZ001
    at = ((wall, wall + length) for wall in walls if wall != without)
    spans = (tuple(wall.replace(tzinfo=zone).astimezone(UTC) for wall in span) for span in at)
    busy = (Interval(*span).intersection(YEAR) for span in spans if span[0] < span[1])
    return merge(span for span in busy if span)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_rule_yields_what_dateutil_yields_from_its_first_instance_on(data):
    first = datetime(2019, 1, 1, 2, 30) + timedelta(days=data.draw(st.integers(0, 2900)))  # noqa: DTZ001 -- a wall's
    rule = data.draw(rules(first))
    zone = data.draw(st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")]))
    length = timedelta(minutes=data.draw(st.sampled_from([30, 90, 24 * 60, 3000])))
    without = first + timedelta(days=data.draw(st.integers(0, 14)))
    lines = [f"{name}:{at:%Y%m%dT%H%M%S}" for name, at in (("DTSTART", first), ("DTEND", first + length))]
    read = reading(event(*lines, f"RRULE:{rule}", f"EXDATE:{without:%Y%m%dT%H%M%S}"), zone=zone)
    assert list(read.busy) == by_dateutil(first, rule, length, zone, without)


def test_rules_that_name_no_day_or_hardly_any_cost_next_to_nothing():
    numbers = range(1, 54)
    rules = [
        *(f"FREQ=YEARLY;BYMONTH=12;BYYEARDAY={number}" for number in range(1, 335)),
        *(f"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31;BYHOUR={hour}" for hour in range(24)),
        *(f"FREQ=MONTHLY;BYMONTH=2,4,6,9,11;BYMONTHDAY=31;INTERVAL={number}" for number in numbers),
        *(f"FREQ=MONTHLY;BYDAY={number}MO;BYSETPOS=2" for number in numbers),
        *(f"FREQ=WEEKLY;BYDAY=TU;BYSETPOS={number}" for number in range(2, 367)),
        *(f"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYWEEKNO={number}" for number in numbers),
        *(f"FREQ=YEARLY;BYMONTH=7;BYWEEKNO={number}" for number in (*range(1, 25), *range(33, 54))),
        *(f"FREQ=HOURLY;INTERVAL=24;BYHOUR={hour}" for hour in range(2)),
        "FREQ=YEARLY;BYDAY=53MO;BYMONTH=5",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA",
    ]
    assert len(rules) > 500
    begins = ("DTSTART:20260105T020000Z", "DTSTART:19740107T020000Z")
    events = [
        event(begin, HOUR, f"RRULE:{rule}{end}", uid=f"{begin}{rule}{end}")
        for rule in rules
        for begin, end in zip(begins, ("", ";COUNT=9"), strict=True)
    ]
    read = read_in_child(calendar(*events), YEAR, SHANGHAI)
    assert [span.start for span in read.busy] == [datetime(2026, 1, 5, 2, tzinfo=UTC)]
    assert (len(read.busy), read.notes) == (1, ())


def test_the_most_events_with_weekly_rules_without_end_are_read_in_time():
    weekly = [
        event(
            f"DTSTART;TZID=Europe/Berlin:2025{n % 12 + 1:02}{n % 28 + 1:02}T{n % 24:02}{n % 59:02}00",
            HOUR,
            "RRULE:FREQ=WEEKLY",
            *([f"EXDATE;VALUE=DATE:2026{n % 12 + 1:02}{n % 28 + 1:02}"] if n % 4 else []),
            uid=str(n),
        )
        for n in range(20_000)
    ]
    two_years = Interval(YEAR.start, YEAR.end + timedelta(days=365))
    read = read_in_child(calendar(*weekly), two_years, SHANGHAI)
    taken = sum((span.length for span in read.busy), timedelta())
    assert (read.events, read.notes, taken > timedelta(days=728)) == (20_000, (), True)
