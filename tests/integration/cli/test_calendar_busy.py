import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.calendar.reading.busy import read_busy
from app.calendar.reading.child import read_in_child
from app.calendar.reading.refusing import Unreadable
from app.kernel.interval import Interval
from tests.support.calendar_suite import SUITE, asked_of, expected
from tests.unit.calendar.reading.calendars import SHANGHAI, YEAR, calendar, event

ASKED = ("--from", "2026-01-05T00:00:00Z", "--to", "2026-01-07T09:30:00+08:00", "--zone", "Asia/Shanghai")


@pytest.fixture
def said(cli, tmp_path: Path):
    """Return what the command says about a file's bytes."""

    def say(data: bytes, *asked: str):
        (tmp_path / "lab.ics").write_bytes(data)
        return cli.invoke(args=["calendar", "busy", str(tmp_path / "lab.ics"), *(asked or ASKED)])

    return say


def test_busy_time_is_printed_in_utc_merged_and_clipped(said):
    answer = said(calendar(event("DTSTART:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY")))
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == [
        ["2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z"],
        ["2026-01-06T01:00:00Z", "2026-01-06T02:00:00Z"],
        ["2026-01-07T01:00:00Z", "2026-01-07T01:30:00Z"],
    ]


def test_all_of_time_may_be_asked_for(said):
    asked = ("--from", "0001-01-01T00:00:00+08:00", "--to", "9999-12-31T23:59:59-08:00", *ASKED[4:])
    answer = said(
        calendar(event("DTSTART:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")), *asked
    )
    assert json.loads(answer.stdout) == [
        ["2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z"],
        ["2026-01-06T01:00:00Z", "2026-01-06T02:00:00Z"],
    ]


def test_what_was_read_in_a_doubtful_way_is_told_beside_the_answer(said):
    answer = said(calendar(event("DTSTART;TZID=Mars:20260105T090000", "DURATION:PT1H")))
    assert json.loads(answer.stdout) == [["2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z"]]
    assert "The time zone Mars is unknown" in answer.stderr


@pytest.mark.parametrize(
    ("data", "asked", "told"),
    [
        (b"<html></html>", ASKED, "This is no iCalendar file"),
        (
            calendar(event("DTSTART:20260105T010000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY")),
            ASKED,
            "FREQ=SECONDLY",
        ),
        (calendar(), (*ASKED[:3], "2026-01-05T00:00:00Z", *ASKED[4:]), "--to"),
        (calendar(), (*ASKED[:1], "2026-01-05T00:00:00", *ASKED[2:]), "needs an offset"),
        (calendar(), (*ASKED[:5], "Mars/Olympus"), "is not a zone"),
    ],
)
def test_what_is_refused_ends_with_code_2_and_a_message(said, data, asked, told):
    answer = said(data, *asked)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert told in answer.stderr


def test_calendars_of_the_suite_are_answered_as_expected(cli):
    for name in (
        "outlook/customized-time-zone.ics",
        "lotus/rdate-periods.ics",
        "feishu/instance-changed.ics",
    ):
        asked = asked_of(name)
        window = ("--from", asked["from"], "--to", asked["to"], "--zone", asked["zone"])
        answer = cli.invoke(args=["calendar", "busy", str(SUITE / name), *window])
        assert (answer.exit_code, json.loads(answer.stdout)) == (0, expected()[name])


def test_the_child_says_what_reading_here_says():
    data = calendar(event("DTSTART;TZID=Mars:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"))
    assert read_in_child(data, YEAR, SHANGHAI) == read_busy(data, YEAR, SHANGHAI)


def test_a_child_that_takes_too_long_is_stopped():
    window = Interval(
        datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=540)
    )
    by_hours = [
        event("DTSTART:20260101T010000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY;INTERVAL=12", uid=str(n))
        for n in range(3000)
    ]
    with pytest.raises(Unreadable) as refused:
        read_in_child(calendar(*by_hours), window, ZoneInfo("UTC"), seconds=1)
    assert refused.value.code == "too_complex"
