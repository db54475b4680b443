"""What a calendar program meets at a feed's address."""

import gzip
from datetime import timedelta

import pytest
from icalendar import Calendar

from app.calendar.closing import close, reopen
from app.calendar.domain.feed import EventStatus, FeedKind
from app.calendar.ical import as_jcal
from app.infra import clock
from app.infra.db import transaction
from app.kernel.interval import Interval
from tests.integration.calendar.feeds import booking, path_of, subscribe
from tests.support.feed_checker import http_faults


def tomorrow() -> Interval:
    start = clock.now().replace(microsecond=0) + timedelta(days=1)
    return Interval(start, start + timedelta(hours=2))


def events(answer) -> list:
    return Calendar.from_ical(answer.data).walk("VEVENT")


@pytest.fixture
def address(client, people, source) -> str:
    source.bookings.append(booking(tomorrow(), revised_at=clock.now() - timedelta(days=2)))
    return path_of(subscribe(client, people.researcher))


def test_a_feed_is_a_calendar_that_no_cache_shares_and_no_robot_lists(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert "Set-Cookie" not in answer.headers
    assert not answer.headers["ETag"].startswith("W/")
    assert b"X-WR-CALNAME:OnePool: mine en" in answer.data
    assert [str(each["SUMMARY"]) for each in events(answer)] == ["Microscope"]


def test_a_feed_asks_for_its_owners_bookings_in_the_window(client, address, source, people):
    client.get(address)
    owner = source.asked[-1]
    assert (owner.kind, owner.organisation_id) == (FeedKind.MINE, people.enterprise_id)


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png", "*/*", "nonsense"])
def test_any_accept_is_answered_with_the_calendar(client, address, accept):
    answer = client.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")


JCAL = "application/calendar+json"


def test_jcal_is_answered_where_it_is_asked_for_by_name(client, address, source, laboratory):
    source.public.add(laboratory.microscope)
    for path in (address, f"/calendar/instruments/{laboratory.microscope}/freebusy.ifb"):
        plain, told = (
            client.get(path),
            client.get(path, headers={"Accept": f"{JCAL.title()}, text/calendar;q=0.5"}),
        )
        assert (told.status_code, told.mimetype) == (200, JCAL)
        assert told.headers["ETag"] != plain.headers["ETag"]
        assert as_jcal(plain.data) is as_jcal(bytes(bytearray(plain.data)))  # made once
        name, properties, components = told.get_json(force=True)
        assert name == "vcalendar"
        assert {"prodid", "version"} <= {each[0] for each in properties}
        assert len(components) == 1
        (written,) = Calendar.from_jcal([name, properties, components]).subcomponents
        assert written.to_ical() in plain.data
        unchanged = {"Accept": JCAL, "If-None-Match": told.headers["ETag"]}
        assert client.get(path, headers=unchanged).status_code == 304
        for accept in (f"{JCAL};q=0.1, text/calendar", f"{JCAL};q=0", "application/*"):
            assert client.get(path, headers={"Accept": accept}).mimetype == "text/calendar"


def test_an_unchanged_feed_is_not_sent_again(client, address):
    first = client.get(address)
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        answer = client.get(address, headers=condition)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]


def test_a_changed_booking_changes_the_feed_under_the_same_uid(client, address, source):
    first = client.get(address)
    source.bookings[:] = [
        booking(tomorrow(), sequence=3, status=EventStatus.CANCELLED, revised_at=clock.now())
    ]
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    (before,), (after,) = events(first), events(second)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after["STATUS"], after["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_head_tells_the_same_without_the_body(client, address):
    whole, head = client.get(address), client.head(address)
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_a_packed_feed_has_an_etag_of_its_own(client, address):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in refused.headers


def test_a_busy_feed_tells_nothing_but_the_time(client, people, address):
    answer = client.get(path_of(subscribe(client, people.researcher, detail="busy")))
    assert b"Microscope" not in answer.data
    assert [str(each["SUMMARY"]) for each in events(answer)] == ["Taken"]


def test_a_refusal_is_a_line_of_text_without_a_session(client):
    answer = client.get("/calendar/feeds/unknown.ics", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert "Set-Cookie" not in answer.headers


def test_an_instruments_closures_are_in_its_feed(app, client, people, source, laboratory):
    closed = tomorrow()
    with app.app_context():
        transaction(
            lambda: close(
                instrument_id=laboratory.microscope, span=closed, reason="maintenance", now=clock.now()
            )
        )
    made = subscribe(client, people.keeper, "instrument", instrument_id=laboratory.microscope)
    (event,) = events(client.get(path_of(made)))
    assert (event["SUMMARY"], event["DESCRIPTION"], event.start) == ("Closed", "maintenance", closed.start)


def test_a_removed_closure_leaves_the_feed_also_for_those_who_ask_by_time(
    app, client, people, source, laboratory
):
    closed_at, microscope = clock.now() - timedelta(hours=2), laboratory.microscope
    with app.app_context():
        closure = transaction(
            lambda: close(instrument_id=microscope, span=tomorrow(), reason="maintenance", now=closed_at)
        )
    address = path_of(subscribe(client, people.keeper, "instrument", instrument_id=microscope))
    before = client.get(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": before}).status_code == 304
    with app.app_context():
        transaction(lambda: reopen(instrument_id=microscope, closure_id=closure, now=clock.now()))
    answer = client.get(address, headers={"If-Modified-Since": before})
    assert (answer.status_code, events(answer)) == (200, [])


@pytest.mark.parametrize("name", ["busy.ics", "freebusy.ifb"])
def test_busy_times_are_public_only_where_the_provider_allows_it(client, source, laboratory, name):
    address = f"/calendar/instruments/{laboratory.microscope}/{name}"
    assert client.get(address).status_code == 404
    source.public.add(laboratory.microscope)
    source.bookings.append(booking(tomorrow()))
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert http_faults(answer.headers) == []
    unchanged = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert b"B-1" not in answer.data
    assert tomorrow().start.strftime("%Y%m%dT%H").encode() in answer.data
    assert b"SUMMARY:Microscope" not in answer.data
