"""The checker of feeds finds every fault that interop.md forbids, and none in what is right."""

import pytest

from tests.support.feed_checker import faults, faults_between, http_faults
from tests.support.spans import utc

NOW = utc("2026-03-01 09:30")
RIGHT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//OnePool//OnePool 1.0//EN
NAME:OnePool：太湖\\, 一号
X-WR-CALNAME:OnePool：太湖\\, 一号
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
COLOR:teal
SOURCE;VALUE=URI:https://pool.example/calendar/feeds/x.ics
BEGIN:VEVENT
UID:B-7KQ2M@pool.example
DTSTAMP:20260228T100000Z
LAST-MODIFIED:20260228T100000Z
SEQUENCE:3
DTSTART:20260302T010000Z
DTEND:20260302T030000Z
STATUS:CONFIRMED
TRANSP:OPAQUE
SUMMARY:透射电子显微镜\\, 200 kV\\; 3 号间
LOCATION:太湖分析中心
GEO:31.16;120.64
CLASS:PRIVATE
URL:https://pool.example/bookings/B-7KQ2M
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
NEXT = RIGHT.replace("SEQUENCE:3", "SEQUENCE:4")
EVENT = RIGHT[RIGHT.index("BEGIN:VEVENT") : RIGHT.index("END:VCALENDAR")]


def without(line: str) -> str:
    return RIGHT.replace(f"{line}\r\n", "")


def test_nothing_is_wrong_with_what_is_right():
    assert faults(RIGHT.encode(), NOW) == []
    assert faults_between(RIGHT.encode(), RIGHT.encode()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        RIGHT.replace("\r\n", "\n"),
        RIGHT.removesuffix("\r\n"),
        RIGHT.replace("太湖分析中心", "太湖分析中心" * 6),
        RIGHT.replace("3 号间", "3 号间, left"),
        RIGHT.replace("3 号间", "3 号间\\x"),
        without("PRODID:-//OnePool//OnePool 1.0//EN"),
        RIGHT.replace("VERSION:2.0", "VERSION:1.0"),
        without("NAME:OnePool：太湖\\, 一号"),
        RIGHT.replace("X-WR-CALNAME:OnePool", "X-WR-CALNAME:Pool"),
        RIGHT.replace(";VALUE=DURATION", ""),
        RIGHT.replace("X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H"),
        without("COLOR:teal"),
        without("SOURCE;VALUE=URI:https://pool.example/calendar/feeds/x.ics"),
        RIGHT.replace("COLOR:teal", "COLOR:teal\r\nMETHOD:PUBLISH"),
        RIGHT.replace("END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT"),
        RIGHT.replace("END:VEVENT", "ATTENDEE:urn:x\r\nEND:VEVENT"),
        RIGHT.replace("END:VEVENT", "ORGANIZER:mailto:a@pool.example\r\nEND:VEVENT"),
        RIGHT.replace("太湖分析中心", "ask lab@pool.example"),
        RIGHT.replace("END:VCALENDAR", f"{EVENT}END:VCALENDAR"),
        without("UID:B-7KQ2M@pool.example"),
        without("DTSTAMP:20260228T100000Z"),
        without("LAST-MODIFIED:20260228T100000Z"),
        RIGHT.replace("SEQUENCE:3", "SEQUENCE:three"),
        RIGHT.replace("DTSTART:20260302T010000Z", "DTSTART:20260302T010000"),
        RIGHT.replace("DTEND:20260302T030000Z", "DTEND:20260302T010000Z"),
        RIGHT.replace("STATUS:CONFIRMED", "STATUS:DONE"),
        RIGHT.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"),
        without("TRANSP:OPAQUE"),
        without("URL:https://pool.example/bookings/B-7KQ2M"),
        RIGHT.replace("20260302T0", "20280302T0"),
        RIGHT.replace("20260302T0", "20250302T0"),
        RIGHT.replace("GEO:31.16;120.64", "GEO:31.16;120.64\r\n" + "X-LONG:1\r\n" * 110_000),
    ],
)
def test_each_fault_is_found(wrong):
    assert wrong != RIGHT
    assert faults(wrong.encode(), NOW) != []


def test_a_line_cut_within_a_character_is_found():
    cut = RIGHT.encode().replace("太湖分析中心".encode(), "太".encode()[:1] + b"\r\n " + "太".encode()[1:])
    assert faults(cut, NOW) != []


@pytest.mark.parametrize(
    "after",
    [
        RIGHT.replace(EVENT, ""),
        RIGHT.replace("太湖分析中心", "二号楼"),
        NEXT.replace("LAST-MODIFIED:20260228T10", "LAST-MODIFIED:20260228T09"),
        NEXT.replace("LAST-MODIFIED:20260228T10", "LAST-MODIFIED:20260228T11"),
    ],
)
def test_a_change_that_counts_no_revision_is_found(after):
    assert faults_between(RIGHT.encode(), after.encode()) != []


HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "ETag": '"abc"',
    "Last-Modified": "Sun, 01 Mar 2026 09:30:00 GMT",
    "Cache-Control": "private",
    "X-Robots-Tag": "noindex",
    "Vary": "Accept, Accept-Encoding",
}


@pytest.mark.parametrize(
    "change",
    [
        *({name: None} for name in HEADERS),
        {"ETag": 'W/"abc"'},
        {"Cache-Control": "public"},
        {"Content-Type": "text/plain"},
        {"Set-Cookie": "session=1"},
    ],
)
def test_each_fault_of_the_headers_is_found(change):
    assert http_faults(HEADERS) == []
    assert http_faults(HEADERS | change) == [next(iter(change))]
