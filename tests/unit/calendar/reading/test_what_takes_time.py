import pytest

from tests.unit.calendar.reading.calendars import busy, event, reading

TWO_HOURS = ("DTSTART:20260105T010000Z", "DTEND:20260105T030000Z")


def test_spans_are_joined_sorted_and_clipped_to_what_was_asked():
    assert busy(
        event("DTSTART:20260105T020000Z", "DTEND:20260105T040000Z", uid="b"),
        event("DTSTART:20260105T010000Z", "DTEND:20260105T020000Z", uid="a"),
        event("DTSTART:20251231T200000Z", "DTEND:20260101T030000Z", uid="c"),
        event("DTSTART:20261231T230000Z", "DTEND:20270101T030000Z", uid="d"),
    ) == ["01-01 00:00/03:00", "01-05 01:00/04:00", "12-31 23:00/01-01 00:00"]


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "transp:Transparent"],
)
def test_what_is_free_or_cancelled_takes_no_time(line):
    assert busy(event(*TWO_HOURS, line)) == []


@pytest.mark.parametrize(
    "line", ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE"]
)
def test_what_is_tentative_or_private_takes_its_time(line):
    assert busy(event(*TWO_HOURS, line)) == ["01-05 01:00/03:00"]


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (["DTSTART;VALUE=DATE:20260105"], ["01-04 16:00/01-05 16:00"]),
        (["DTSTART:20260105"], ["01-04 16:00/01-05 16:00"]),
        (["DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260107"], ["01-04 16:00/01-06 16:00"]),
        (["DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260105"], []),
        (["DTSTART;VALUE=DATE:20260105", "DURATION:P2D"], ["01-04 16:00/01-06 16:00"]),
        (["DTSTART:20260105T010000Z"], []),
        (["DTSTART:20260105T010000Z", "DTEND:20260105T000000Z"], []),
        (["DTSTART:20260105T010000Z", "DURATION:PT1H30M"], ["01-05 01:00/02:30"]),
        (["DTSTART:20260105T010000Z", "DURATION:-PT1H"], []),
        (["DTSTART:20260105T010000Z", "DURATION:P1W"], ["01-05 01:00/01-12 01:00"]),
        (["DTSTART:20260105T090000", "DTEND:20260105T100000"], ["01-05 01:00/02:00"]),
        (["DTSTART:20260105T010000Z", "DTEND;VALUE=DATE:20260106"], ["01-05 01:00/16:00"]),
        (["DTSTART:20260105T230000Z", "DTEND:20260105T240000Z"], ["01-05 23:00/01-06 00:00"]),
        (["DTSTART:20260105T0100Z", "DTEND:20260105T0200Z"], ["01-05 01:00/02:00"]),
        (["DTSTART:20261231T120000Z", "DTEND:99991231T235959Z"], ["12-31 12:00/01-01 00:00"]),
    ],
)
def test_each_way_to_say_a_start_and_an_end(lines, spans):
    assert busy(event(*lines)) == spans


def test_dates_and_floating_times_are_the_instruments():
    assert reading(event("DTSTART:20260105")).notes == ()
    assert busy(event("DTSTART:20260105T230000", "DURATION:PT2H")) == ["01-05 15:00/17:00"]


def test_alarms_and_other_components_take_no_time():
    assert busy(
        event(*TWO_HOURS, "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT15M", "REPEAT:9", "END:VALARM"),
        "BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260106T010000Z\r\nDUE:20260106T030000Z\r\nEND:VTODO",
    ) == ["01-05 01:00/03:00"]


@pytest.mark.parametrize(
    ("first", "second", "spans"),
    [
        (["SEQUENCE:2"], ["SEQUENCE:1"], ["01-05 01:00/03:00"]),
        (["SEQUENCE:1"], ["SEQUENCE:2"], ["01-06 01:00/03:00"]),
        (["DTSTAMP:20260101T000000Z"], ["DTSTAMP:20260102T000000Z"], ["01-06 01:00/03:00"]),
        (["SEQUENCE:1", "DTSTAMP:20260101T000000Z"], ["DTSTAMP:20260102T000000Z"], ["01-05 01:00/03:00"]),
        ([], [], ["01-05 01:00/03:00", "01-06 01:00/03:00"]),  # nothing says which: both block
    ],
)
def test_of_two_events_with_one_uid_the_newer_counts(first, second, spans):
    moved = ("DTSTART:20260106T010000Z", "DTEND:20260106T030000Z")
    assert busy(event(*TWO_HOURS, *first), event(*moved, *second)) == spans


def test_events_without_a_uid_stand_for_themselves():
    lone = event(*TWO_HOURS).replace("UID:one\r\n", "")
    assert busy(lone, lone.replace("20260105", "20260107")) == ["01-05 01:00/03:00", "01-07 01:00/03:00"]


def test_our_own_feed_connected_back_blocks_nothing():
    ours = event(*TWO_HOURS, uid="B-7KQ2M@Pool.Example")
    assert reading(ours, host="pool.example").busy == ()
    assert reading(ours, host="pool.example").own_events == 1
    assert len(reading(ours, host="other.example").busy) == 1
    assert len(reading(ours).busy) == 1
    before = event(*TWO_HOURS, uid="B-7KQ2M@onepool")
    assert reading(before, host="pool.example onepool").busy == ()
    assert len(reading(before, host="pool.example").busy) == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-05T01:00:00Z", "2026-01-05 03:00Z"),
        ("20260105T090000+0800", "20260105T110000+0800"),
        ("2026-01-04T21:30:00-03:30", "2026-01-04T23:30:00.000-03:30"),
        ("2026-01-05T09:00:00", "2026-01-05T11:00:00"),
    ],
)
def test_times_are_read_as_iso_8601_writes_them(start, end):
    assert busy(event(f"DTSTART:{start}", f"DTEND:{end}")) == ["01-05 01:00/03:00"]
    assert busy(event(f"DTSTART;TZID=GMT+08:00:{start}", f"RDATE;VALUE=PERIOD:{start}/{end}")) == [
        "01-05 01:00/03:00"
    ]


def test_the_end_of_a_rule_is_read_as_iso_8601_writes_it():
    rule = "RRULE:FREQ=WEEKLY;UNTIL=2026-01-12T01:00:00Z"
    assert busy(event(*TWO_HOURS, rule)) == ["01-05 01:00/03:00", "01-12 01:00/03:00"]
