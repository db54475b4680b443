from datetime import datetime
from zoneinfo import ZoneInfo

from app.calendar.reading.busy import read_busy
from app.calendar.reading.refusing import Unreadable
from app.kernel.interval import Interval
from tests.support.calendar_suite import SUITE, asked_of, expected, names


def said_of(name):
    """Return the busy spans of a file as the command prints them, or the code of its refusal."""
    asked = asked_of(name)
    window = Interval(datetime.fromisoformat(asked["from"]), datetime.fromisoformat(asked["to"]))
    try:
        reading = read_busy((SUITE / name).read_bytes(), window, ZoneInfo(asked["zone"]))
    except Unreadable as refusal:
        return refusal.code
    return [[f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (span.start, span.end)] for span in reading.busy]


def test_each_file_of_the_suite_has_an_expectation():
    assert sorted(expected()) == names()
    assert len(names()) >= 120


def test_every_calendar_of_the_suite_is_read_right():
    right = expected()
    assert {name: said for name in names() if (said := said_of(name)) != right[name]} == {}
