from time import process_time

import pytest

from app.calendar.reading.busy import MOST_BYTES, MOST_EVENTS, read_busy
from app.calendar.reading.refusing import Unreadable
from tests.unit.calendar.reading.calendars import SHANGHAI, YEAR, calendar, event, reading

START = "DTSTART:20260105T010000Z"
HOUR = event(START, "DTEND:20260105T020000Z")
WHOLE = calendar(HOUR)


@pytest.mark.parametrize(
    "data",
    [
        WHOLE,
        WHOLE.replace(b"\r\n", b"\n"),
        WHOLE.replace(b"\r\n", b"\r"),
        WHOLE.replace(b"\r\n", b"\r\r\n"),
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE.decode().encode("utf-16"),
        WHOLE.replace(b"DTSTART:2026", b"DTSTART:20\r\n 26").replace(b"DTEND:", b"DT\r\n\tEND:"),
        WHOLE.lower().replace(b"t0", b"T0"),
        b"\r\n" + WHOLE + b"\r\n\r\nwords after the end",
        WHOLE.replace(b"END:VEVENT", b"SUMMARY:\xff\xfe broken \xe4\xb8\r\nnot a line\r\n;;:\r\nEND:VEVENT"),
        WHOLE.replace(b"END:VEVENT", b"DESCRIPTION:BEGIN:VEVENT\r\nBEGIN:VALARM\r\nEND:VEVENT"),
        HOUR.encode(),
        WHOLE + WHOLE,
    ],
)
def test_files_are_read_as_products_write_them(data):
    [span] = read_busy(data, YEAR, SHANGHAI).busy
    assert f"{span.start:%m-%d %H:%M}" == "01-05 01:00"


def test_a_fold_may_cut_a_character_in_two():
    name = "显微镜".encode()
    data = calendar(event("DTSTART;TZID=X:20260105T010000", "DURATION:PT1H")).replace(
        b"TZID=X", b"TZID=" + name[:4] + b"\r\n " + name[4:]
    )
    [note] = read_busy(data, YEAR, SHANGHAI).notes
    assert note.values == {"name": "显微镜"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "not_a_calendar"),
        (b"\x1f\x8b\x08\x00", "not_a_calendar"),
        (WHOLE.removesuffix(b"END:VCALENDAR\r\n"), "cut_short"),
        (WHOLE[:-60], "cut_short"),
        (calendar(*["BEGIN:VEVENT"] * 99), "too_deep"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MOST_EVENTS + 1)), "too_many_events"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(data, code):
    with pytest.raises(Unreadable) as refused:
        read_busy(data, YEAR, SHANGHAI)
    assert refused.value.code == code


NINES = "9" * 6000


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=WEEKLY;UNTIL=20260106T000000Z;INTERVAL=99999999999999999999",
        f"RRULE:FREQ=DAILY;INTERVAL={NINES}",
        f"RRULE:FREQ=DAILY;COUNT={NINES}",
        f"SEQUENCE:{NINES}",
        "SUMMARY:" + "x" * 4_000_000,
        "SUMMARY" + ';A="b' * 100_000,
        "SUMMARY;X=" + '"' * 300_000 + ":x",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + ("QUJD" * 18 + "\r\n ") * 50_000,
        "EXDATE:" + ",".join(["20260106T010000Z"] * 20_000),
        "\0" * 1_000_000,
        "BEGIN:VALARM\r\n" * 9,
    ],
    ids=lambda line: line[:24],
)
def test_what_is_written_to_exhaust_a_reader_only_costs_its_bytes(line):
    began = process_time()
    assert len(reading(HOUR.replace("END:VEVENT", f"{line}\r\nEND:VEVENT")).busy) == 1
    assert process_time() - began < 5


def test_a_length_that_is_no_number_is_told():
    assert [note.code for note in reading(event(START, f"DURATION:P{NINES}W")).notes] == ["unread_events"]


@pytest.mark.parametrize(
    "start", ["DTSTART:tomorrow", "DTSTART:20261345T000000Z", "DTSTART:00010101T000000Z", "X:Y"]
)
def test_an_event_without_a_start_is_told(start):
    found = reading(HOUR, event(start, uid="two"))
    assert len(found.busy) == 1
    assert [(note.code, note.values) for note in found.notes] == [("unread_events", {"number": 1})]


def test_a_calendar_without_events_is_read_as_empty():
    found = reading()
    assert (found.busy, found.events, found.notes) == ((), 0, ())
