import re
from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from app.calendar.domain.feed import EventStatus, FeedEvent, feed_window
from app.calendar.ical import END, FeedTexts, event_text, feed_head, freebusy_bytes
from tests.support.spans import span, utc

NOW = utc("2026-03-01 09:30")
NAME = "OnePool: 我的预约"
TEXTS = FeedTexts("Taken", "Closed", "Instrument time")
SOURCE = "https://pool.example/calendar/feeds/x.ics"
BOOKING = FeedEvent(
    uid="B-7KQ2M@pool.example",
    sequence=3,
    revised_at=utc("2026-02-28 10:00"),
    span=span("2026-03-02 01:00", "03:00"),
    status=EventStatus.CONFIRMED,
    summary="Electron microscope, 200 kV; room 3",
    description="First line\nsecond",
    location="太湖分析中心",
    geo=(31.16, 120.64),
    url="https://pool.example/bookings/B-7KQ2M",
)


def feed(*events: FeedEvent, name: str = NAME) -> bytes:
    return b"".join([feed_head(name, SOURCE), *(event_text(each, TEXTS) for each in events), END])


def lines(*events: FeedEvent) -> list[str]:
    """Return the unfolded lines of a feed."""
    text = feed(*events).decode()
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_the_calendar_says_what_it_is():
    told = lines(BOOKING)
    assert told[0] == "BEGIN:VCALENDAR"
    assert set(told[1 : told.index("BEGIN:VEVENT")]) == {
        "VERSION:2.0",
        "PRODID:-//OnePool//OnePool 1.0//EN",
        "NAME:OnePool: 我的预约",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        f"SOURCE;VALUE=URI:{SOURCE}",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-CALNAME:OnePool: 我的预约",
    }


def test_a_calendar_s_name_is_escaped_like_every_text():
    text = feed(name="A;b, c\\d\r\nX-EVIL:1").decode()
    told = text.replace("\r\n ", "").split("\r\n")
    assert {r"NAME:A\;b\, c\\d\nX-EVIL:1", r"X-WR-CALNAME:A\;b\, c\\d\nX-EVIL:1"} <= set(told)
    assert "X-EVIL:1" not in told


def test_an_own_booking_is_told_in_full():
    assert set(lines(BOOKING)) >= {
        "UID:B-7KQ2M@pool.example",
        "DTSTAMP:20260228T100000Z",
        "LAST-MODIFIED:20260228T100000Z",
        "SEQUENCE:3",
        "DTSTART:20260302T010000Z",
        "DTEND:20260302T030000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PRIVATE",
        "SUMMARY:Electron microscope\\, 200 kV\\; room 3",
        "DESCRIPTION:First line\\nsecond",
        "LOCATION:太湖分析中心",
        "GEO:31.16;120.64",
        "URL:https://pool.example/bookings/B-7KQ2M",
        "CATEGORIES:Instrument time",
    }


def test_others_bookings_say_only_that_the_time_is_taken():
    told = "\n".join(lines(replace(BOOKING, own=False)))
    assert "SUMMARY:Taken" in told
    assert "DTSTART:20260302T010000Z" in told
    for secret in ("Electron", "First line", "太湖", "GEO", "URL:"):
        assert secret not in told


def test_a_request_is_tentative():
    assert "STATUS:TENTATIVE" in lines(replace(BOOKING, status=EventStatus.TENTATIVE))


def test_a_cancelled_booking_stays_and_takes_no_time():
    told = lines(replace(BOOKING, status=EventStatus.CANCELLED))
    assert "STATUS:CANCELLED" in told
    assert "TRANSP:TRANSPARENT" in told


@pytest.mark.parametrize("never", ["METHOD", "VALARM", "mailto", "ORGANIZER", "ATTENDEE"])
def test_a_feed_never_invites_rings_or_gives_addresses(never):
    assert not any(never in line for line in lines(BOOKING))


def test_lines_are_folded_at_75_octets_without_cutting_a_character():
    long = replace(BOOKING, summary="透射电子显微镜" * 40, description="x" * 300)
    written = feed(long)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", written)
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_control_characters_are_left_out():
    assert "SUMMARY:ab" in lines(replace(BOOKING, summary="a\x00\x07\rb"))


def test_a_feed_is_read_back_as_it_was_meant():
    (event,) = icalendar.Calendar.from_ical(feed(BOOKING)).walk("VEVENT")
    assert event["SUMMARY"] == BOOKING.summary
    assert (event.start, event.end) == (BOOKING.span.start, BOOKING.span.end)
    assert not event.errors


def test_the_window_reaches_90_days_back_and_a_year_ahead_on_whole_days():
    window = feed_window(NOW)
    assert window.start == utc("2025-12-01 00:00")
    assert window.end == utc("2027-03-02 00:00")
    assert feed_window(NOW + timedelta(hours=14)) == window


def test_free_busy_joins_what_touches_and_leaves_out_what_lies_outside():
    taken = [
        span("2026-03-02 01:00", "03:00"),
        span("2026-03-02 03:00", "04:00"),
        span("2026-03-09 03:00", "04:00"),
    ]
    window = span("2026-03-01 00:00", "2026-03-08 00:00")
    text = freebusy_bytes(taken, window, uid="busy-1@x", source=SOURCE, revised_at=NOW).decode()
    assert [line for line in text.split("\r\n") if line.startswith("FREEBUSY")] == [
        "FREEBUSY;FBTYPE=BUSY:20260302T010000Z/20260302T040000Z"
    ]
    assert {"DTSTART:20260301T000000Z", "DTEND:20260308T000000Z", "UID:busy-1@x"} <= set(text.split("\r\n"))
