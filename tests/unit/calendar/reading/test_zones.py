from zoneinfo import ZoneInfo

import pytest

from tests.unit.calendar.reading.calendars import busy, event, reading


def zone(tzid: str, *, winter: str = "+0100", summer: str = "+0200", until: str = "") -> str:
    """Return a VTIMEZONE with the European days of change."""
    return "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            f"TZID:{tzid}",
            "BEGIN:STANDARD",
            "DTSTART:16011028T030000",
            f"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10{until}",
            f"TZOFFSETFROM:{summer}",
            f"TZOFFSETTO:{winter}",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:16010325T020000",
            f"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3{until}",
            f"TZOFFSETFROM:{winter}",
            f"TZOFFSETTO:{summer}",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
        )
    )


def at_nine(tzid: str) -> str:
    """Return an hour at 9:00 of 5 January and of 5 July."""
    return event(
        f"DTSTART;TZID={tzid}:20260105T090000", "DURATION:PT1H", f"RDATE;TZID={tzid}:20260705T090000"
    )


BERLIN = ["01-05 08:00/09:00", "07-05 07:00/08:00"]
UTC = ["01-05 09:00/10:00", "07-05 09:00/10:00"]


@pytest.mark.parametrize(
    ("tzid", "spans"),
    [
        ("Europe/Berlin", BERLIN),
        ("europe/berlin", BERLIN),
        ('"Europe/Berlin"', BERLIN),
        ("/freeassociation.sourceforge.net/Europe/Berlin", BERLIN),
        ("/mozilla.org/20070129_1/Europe/Berlin", BERLIN),
        ("W. Europe Standard Time", BERLIN),
        ("China Standard Time", ["01-05 01:00/02:00", "07-05 01:00/02:00"]),
        ("America/Argentina/Buenos_Aires", ["01-05 12:00/13:00", "07-05 12:00/13:00"]),
        ("UTC", UTC),
        ("Etc/GMT", UTC),
        ("tzone://Microsoft/Utc", UTC),
        ("GMT+0530", ["01-05 03:30/04:30", "07-05 03:30/04:30"]),
    ],
)
def test_a_zone_is_known_by_its_name(tzid, spans):
    assert busy(at_nine(tzid)) == spans


def test_the_files_own_zone_comes_first():
    assert busy(zone("Europe/Berlin", winter="+0300", summer="+0400"), at_nine("Europe/Berlin")) == [
        "01-05 06:00/07:00",
        "07-05 05:00/06:00",
    ]
    assert busy(zone("Customized Time Zone"), at_nine("Customized Time Zone")) == BERLIN


@pytest.mark.parametrize("tzid", [r"(GMT+01.00) Amsterdam\, Berlin", '"(GMT+01.00) Amsterdam, Berlin"'])
def test_a_zone_is_found_whether_its_name_is_escaped_or_not(tzid):
    assert busy(zone(r"(GMT+01.00) Amsterdam\, Berlin"), at_nine(tzid)) == BERLIN
    assert busy(at_nine(r"Europe\/Berlin")) == BERLIN


def test_a_zone_may_stand_after_its_events_and_escape_its_name():
    assert busy(at_nine('"(UTC+01:00) Amsterdam, Berlin"'), zone("(UTC+01:00) Amsterdam\\, Berlin")) == BERLIN
    assert busy(at_nine("(UTC+01:00) Amsterdam, Berlin"), zone("(UTC+01:00) Amsterdam\\, Berlin")) == BERLIN


def test_outside_of_the_years_that_the_file_defines_the_name_counts():
    old = zone("Europe/Berlin", winter="+0300", summer="+0400", until=";UNTIL=20071231T000000Z")
    assert busy(old, at_nine("Europe/Berlin")) == BERLIN
    # A name that means nothing by itself keeps its last offset.
    unnamed = zone("Ours", until=";UNTIL=20071231T000000Z")
    assert busy(unnamed, at_nine("Ours")) == ["01-05 08:00/09:00", "07-05 08:00/09:00"]


def test_a_zone_of_one_offset_holds_for_ever():
    fixed = (
        "BEGIN:VTIMEZONE\r\nTZID:Lab\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0800\r\n"
        "TZOFFSETTO:+0545\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    assert busy(fixed, at_nine("Lab")) == ["01-05 03:15/04:15", "07-05 03:15/04:15"]


@pytest.mark.parametrize(
    ("wall", "span"),
    [
        ("20260329T023000", "03-29 01:30/02:30"),  # there is no such time: the offset before
        ("20261025T023000", "10-25 00:30/01:30"),  # there are two: the first
        ("20261025T030000", "10-25 02:00/03:00"),
    ],
)
def test_times_at_a_change_are_read_alike_from_the_file_and_by_name(wall, span):
    lines = (f"DTSTART;TZID=Europe/Berlin:{wall}", "DURATION:PT1H")
    assert busy(event(*lines)) == [span]
    assert busy(zone("Europe/Berlin"), event(*lines)) == [span]


def test_a_night_ends_by_the_clock_and_a_duration_by_the_time():
    start = "DTSTART;TZID=Europe/Berlin:20260328T220000"
    assert busy(event(start, "DTEND;TZID=Europe/Berlin:20260329T060000")) == ["03-28 21:00/03-29 04:00"]
    assert busy(event(start, "DURATION:PT8H")) == ["03-28 21:00/03-29 05:00"]
    assert busy(event(start, "DURATION:P1D")) == ["03-28 21:00/03-29 20:00"]


def test_an_unknown_zone_is_told_and_read_as_the_instruments():
    found = reading(at_nine("Mars/Olympus Mons"), zone=ZoneInfo("Asia/Tokyo"))
    assert [(note.code, note.values) for note in found.notes] == [
        ("unknown_zone", {"name": "Mars/Olympus Mons"})
    ]
    assert busy(at_nine("Mars/Olympus Mons"), zone=ZoneInfo("Asia/Tokyo")) == [
        "01-05 00:00/01:00",
        "07-05 00:00/01:00",
    ]


@pytest.mark.parametrize(("winter", "summer"), [("+01", "+02"), ("0100", "0200"), ("+01:00", "+020000")])
def test_offsets_may_leave_out_what_is_nothing(winter, summer):
    assert busy(zone("Custom", winter=winter, summer=summer), at_nine("Custom")) == BERLIN
