"""A booking's own calendar file, for those who may see the booking."""

import pytest
from icalendar import Calendar

from tests.integration.booking.test_feeds import subscribe
from tests.support.booking_pool import slot

PURPOSE = "测量多层薄膜的厚度与界面粗糙度，并与上一批样品的结果逐项比较，必要时重复测量一次以确认"


@pytest.fixture
def ref(pool) -> str:
    instrument_id = pool.instrument(confirmation="manual", name="场发射扫描电子显微镜")
    return pool.researcher.post("/bookings", slot(instrument_id) | {"purpose": PURPOSE}).json["ref"]


def download(caller, ref):
    return caller.client.get(f"/bookings/{ref}.ics", headers=caller.headers)


def event_of(data):
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    return event


def test_it_is_a_file_to_keep(pool, ref):
    answer = download(pool.researcher, ref)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={ref}.ics"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_its_lines_are_folded_without_cutting_a_character(pool, ref):
    data = download(pool.researcher, ref).data
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() and b"\n" not in line for line in lines)
    assert any(line.startswith(b" ") for line in lines)
    assert PURPOSE in str(event_of(data)["DESCRIPTION"])


def test_it_has_no_method_no_alarm_and_no_addresses(pool, ref):
    data = download(pool.researcher, ref).data
    for unwanted in (b"METHOD", b"VALARM", b"ATTENDEE", b"ORGANIZER", b"mailto:"):
        assert unwanted not in data


def test_it_says_at_each_revision_what_the_feed_says(pool, ref):
    feed = subscribe(pool.researcher)
    revisions = []
    for act in (None, "confirm", "cancel"):
        if act:
            pool.keeper.post(f"/bookings/{ref}/{act}", {"reason": "Flood"})
        own, subscribed = event_of(download(pool.researcher, ref).data), event_of(feed())
        for name in ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "STATUS", "URL"):
            assert own[name] == subscribed[name], name
        revisions.append((own["SEQUENCE"], str(own["STATUS"])))
    assert revisions == [(0, "TENTATIVE"), (1, "CONFIRMED"), (2, "CANCELLED")]


def test_both_sides_and_the_operator_may_have_it_and_nobody_else(pool, ref, client):
    for caller in (pool.researcher, pool.manager, pool.keeper, pool.operator):
        assert download(caller, ref).status_code == 200
    for other in (pool.colleague, pool.stranger):
        assert download(other, ref).status_code == 404
    assert download(pool.officer, ref).status_code == 403
    assert client.get(f"/bookings/{ref}.ics").status_code == 302
    assert download(pool.researcher, "B-00000").status_code == 404


def test_the_bookings_page_offers_it(pool, ref):
    page = pool.researcher.client.get(f"/bookings/{ref}", headers=pool.researcher.headers).text
    assert f'href="/bookings/{ref}.ics"' in page
