"""A calendar from elsewhere blocks an instrument, and whatever becomes of it frees nothing by accident."""

from datetime import timedelta

import pytest

from app.calendar.domain.outside import MOST_FAILURES, window_at
from app.infra import clock
from tests.integration.booking.test_feed_changes import execute
from tests.support.booking_pool import codes
from tests.support.outside_calendars import PATH, Lab, answers, event, ics, lab

MORNING, EVENING = event(3, "09:00", "12:00"), event(4, "18:00", "20:00")
BLOCKED = [("3 09:00", "3 12:00"), ("4 18:00", "4 20:00")]
# What is no SQL of its own is shown on one engine.
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


@pytest.fixture
def outside(app, pool):
    with lab(app, pool) as opened:
        yield opened


@pytest.fixture
def connected(outside) -> Lab:
    outside.says(MORNING, EVENING, ETag='"1"')
    outside.connect()
    return outside


def test_a_connected_calendar_blocks_and_its_changes_arrive_in_turn(connected):
    card = connected.card
    assert (card["state"], card["spans"], card["events"]) == ("fresh", 2, 2)
    assert card["source"] == "127.0.0.1/….ics"
    assert connected.blocked == BLOCKED
    refused = connected.book()
    assert (refused.status_code, codes(refused)) == (409, {"slot_taken"})
    assert connected.book(start="13:00", end="15:00").status_code == 201

    connected.says(MORNING, event(4, "18:00", "19:00", uid="4-18:00@lab.example"), ETag='"2"')
    assert connected.later(timedelta(minutes=5)).done == 0
    assert connected.later().done == 1
    assert connected.blocked == [BLOCKED[0], ("4 18:00", "4 19:00")]
    assert connected.history(1) == [("read", 1, 1)]
    assert connected.broken() == []


@on_sqlite
def test_who_may_see_when_the_instrument_is_taken_sees_what_is_blocked_from_outside(connected):
    connected.show_everybody()
    way, asking = f"/calendar/instruments/{connected.instrument_id}", connected.pool.keeper.client
    free_busy, events = asking.get(f"{way}/freebusy.ifb"), asking.get(f"{way}/busy.ics")
    assert [text.count("/2") for text in _unfolded(free_busy) if text.startswith("FREEBUSY")] == [1, 1]
    assert events.text.count("BEGIN:VEVENT") == 2
    assert "Group" not in events.text

    known = {"If-None-Match": events.headers["ETag"]}
    assert asking.get(f"{way}/busy.ics", headers=known).status_code == 304
    connected.says(MORNING)
    connected.later()
    after = asking.get(f"{way}/busy.ics", headers=known)
    assert (after.status_code, after.text.count("BEGIN:VEVENT")) == (200, 1)


def _unfolded(answer) -> list[str]:
    return answer.text.replace("\r\n ", "").splitlines()


def test_new_time_over_a_booking_is_told_once_and_the_booking_stands(connected):
    booking = connected.book(start="13:00", end="15:00").json["ref"]
    connected.says(MORNING, EVENING, event(3, "14:00", "16:00"))
    connected.later()
    [told] = connected.told("outside_clash")
    assert (told["number"], [ref for ref, *_ in told["named"]]) == (1, [booking])
    connected.says(MORNING, EVENING, event(3, "14:00", "17:00", uid="3-14:00@lab.example"))
    connected.later()
    assert len(connected.told("outside_clash")) == 1
    assert connected.pool.keeper.get(f"/bookings/{booking}").json["state"] == "confirmed"
    assert codes(connected.book(start="16:00", end="17:00")) == {"slot_taken"}
    clashes = connected.page("/desk").split('id="clashes"')[1].split("</section>")[0]
    assert booking in clashes
    assert "Group calendar" in clashes


@on_sqlite
def test_what_is_not_changed_is_asked_for_by_its_etag_and_rolls_on_each_day(outside):
    rule = {"RRULE": "FREQ=DAILY;COUNT=900"}
    outside.says(event(1, "18:00", "19:00", **rule), ETag='"1"')
    spans = outside.connect()["spans"]
    outside.answers(status="304 Not Modified")
    outside.later()
    assert b'if-none-match: "1"' in outside.server.requests[-1].lower()
    if window_at(outside.now) == window_at(clock.now()):  # but for a test at midnight
        assert outside.history(1) == [("unchanged", 0, 0)]
    outside.later(timedelta(days=2))
    assert outside.history(1) == [("read", 2, 0)]
    assert outside.card["spans"] == spans + 2


LOST = {
    "a page to sign in": (b"<html><p>Please sign in</p></html>", "200 OK", "not_a_calendar"),
    "an error": (b"Oops", "500 Internal Server Error", "http_status"),
    "nothing": (b"", "200 OK", "empty"),
    "a broken file": (ics(MORNING)[:150], "200 OK", "cut_short"),
    "an empty calendar": (ics(), "200 OK", "shrunk"),
    "one that was": (ics(event(-9, "09:00", "12:00")), "200 OK", "shrunk"),
}


@on_sqlite
def test_no_lost_answer_frees_the_instrument_and_the_lab_is_told(outside):
    ahead = event(20, "09:00", "12:00")
    outside.says(ahead, event(21, "18:00", "20:00"))
    outside.connect()
    blocked = outside.blocked
    for body, status, trouble in LOST.values():
        outside.answers(body, status)
        outside.later(timedelta(days=1))
        card = outside.card
        assert (card["state"], card["trouble"], outside.blocked) == ("stale", trouble, blocked), trouble
    assert [len(outside.told(f"outside_{kind}")) for kind in ("stale", "shrunk")] == [4, 2]
    outside.says(ahead)
    outside.later(timedelta(days=1))
    assert (outside.card["state"], outside.blocked) == ("fresh", blocked[:1])


@on_sqlite
def test_a_calendar_that_is_meant_to_be_empty_is_taken_at_its_keepers_word(connected):
    connected.answers(ics())
    connected.later()
    shown = connected.page(connected.desk_way)
    assert "It is empty: free its time" in shown
    connected.press("take")
    assert (connected.card["state"], connected.blocked) == ("fresh", [])


@on_sqlite
def test_failures_wait_longer_each_time_then_pause_and_after_a_week_are_told_loudly(connected):
    connected.server.replies[PATH] = answers(b"", "503 Service Unavailable", Retry_After="7200")
    connected.later()
    assert connected.later(timedelta(hours=1)).done == 0
    for _ in range(MOST_FAILURES - 1):
        connected.later(timedelta(hours=25))
    card = connected.card
    assert (card["state"], card["failures"], card["next_poll_at"]) == ("paused", MOST_FAILURES, None)
    assert len(connected.told("outside_paused")) == 1
    assert connected.blocked == BLOCKED
    connected.run("tell_of_unread_calendars")
    connected.run("tell_of_unread_calendars")
    assert len(connected.told("outside_overdue")) == 1
    connected.says(MORNING)
    connected.press("resume")
    connected.later()
    assert connected.card["state"] == "fresh"


@on_sqlite
def test_what_is_connected_to_a_retired_instrument_is_read_no_more(connected):
    connected.browser.post(f"/desk/instruments/{connected.instrument_id}/retire")
    assert (connected.card["state"], connected.card["next_poll_at"]) == ("paused", None)
    assert connected.later(timedelta(days=2)).done == 0
    assert connected.blocked == BLOCKED
    page = connected.page(connected.desk_way)
    assert ("Read it again" in page, "Remove it" in page, "Another file" in page) == (False, True, False)
    refused = connected.manager.post(connected.way, {"name": "One more", "url": connected.server.url(PATH)})
    assert (refused.status_code, codes(refused)) == (409, {"illegal_transition"})


def test_what_was_connected_to_an_instrument_retired_before_is_paused_by_a_migration(connected, app, cli):
    execute(app, "UPDATE instrument SET state = 'retired'")
    for step in (["downgrade", "0033"], ["upgrade"]):
        assert cli.invoke(args=["db", *step]).exit_code == 0
    assert (connected.card["state"], connected.card["next_poll_at"]) == ("paused", None)
    assert connected.later(timedelta(days=2)).done == 0
    assert connected.blocked == BLOCKED


@on_sqlite
def test_our_own_feed_connected_back_blocks_nothing(outside):
    old, new = event(3, "09:00", "12:00", uid="B-1@onepool"), event(4, "09:00", "12:00", uid="B-2@127.0.0.1")
    outside.says(old, new)
    made = outside.connect()
    assert (made["events"], made["own_events"], made["spans"], made["clashes"]) == (2, 2, 0, [])
    assert outside.blocked == []
    assert "This is our own calendar, connected back" in outside.page(outside.desk_way)


def test_nothing_waits_while_the_outside_answers_and_nobody_else_asks_it(connected):
    seen = []

    def slowly(connection):
        seen.append(connected.book(start="13:00", end="15:00").status_code)
        seen.append(connected.later(timedelta()).done)
        answers(ics(MORNING))(connection)

    connected.server.replies[PATH] = slowly
    connected.later()
    assert seen == [201, 0]
    assert connected.blocked == BLOCKED[:1]


@on_sqlite
def test_a_file_is_previewed_then_connected_and_at_last_removed(outside, pool):
    booking = outside.book().json["ref"]
    evenings = [event(day, "18:00", "20:00") for day in range(4, 17)]
    preview = outside.send_file(ics(MORNING, *evenings))
    assert outside.blocked == []
    page = outside.page(preview)
    assert booking in page
    assert "Asia/Shanghai" in page
    assert outside.counters(page)[:3] == ["14", "14", "1"]
    outside.post(f"{preview}/connect")
    assert len(outside.blocked) == 14
    assert outside.page(preview, 404)
    outside.press("remove")
    assert outside.blocked == []
    assert outside.book(days=4, start="18:00", end="20:00").status_code == 201


@on_sqlite
def test_it_is_for_keepers_alone_and_plain_http_for_their_manager(connected, pool):
    body = {"name": "Mine", "url": connected.server.url(PATH)}
    assert codes(pool.keeper.post(connected.way, body | {"plain_http": True})) == {"managers_only"}
    assert codes(pool.keeper.post(connected.way, body)) == {"not_https"}
    for scheme in ("https", "WebCal", "WEBCALS"):
        private = {"name": "Mine", "url": f" {scheme}://10.0.0.1/a.ics\n"}
        assert codes(pool.keeper.post(connected.way, private)) == {"address_private"}
    assert pool.researcher.get(connected.way).status_code == 403
    elsewhere = f"/instruments/{connected.instrument_id + 1}/outside-calendars"
    for method, way in (("GET", elsewhere), ("DELETE", f"{elsewhere}/1"), ("POST", f"{elsewhere}/1/read")):
        assert pool.keeper.send(method, way, {}).status_code == 404, way
    assert connected.server.url(PATH) not in connected.page(connected.desk_way)
