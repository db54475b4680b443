"""Bookings in the calendars of their people by mail (RFC 5546, 6047), through a real mail server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import text, update

from app.accounts.calendar_choices import choose_calendar
from app.accounts.domain.calendar_choice import CalendarChoice, CalendarWay, KeeperInvitations
from app.accounts.domain.notices import Channel, NoticeKind
from app.accounts.telling import choose
from app.booking.revising import tell_revised
from app.infra import clock
from app.infra.db import Base, db, transaction
from tests.integration.booking.test_feeds import subscribe
from tests.support.booking_pool import slot
from tests.support.calendar_programs import read_alike
from tests.support.smtp_sink import sink

NAME = "场发射扫描电子显微镜，配能谱仪；附低温样品台与很长很长很长很长的名称"
ONLY_SITE = {(kind, Channel.SITE) for kind in NoticeKind}


@pytest.fixture
def engine_name(request) -> str:
    """The mail is the same on both; what differs in SQL has a test of its own."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def mailed(app):
    """`mailed("researcher")` sends what waits and returns the mails to somebody."""
    with sink() as server:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=server.url)

        def deliver(who: str) -> list:
            for job in ("invite_keepers", "deliver_mail"):
                done = app.test_cli_runner().invoke(args=["jobs", "run", job])
                assert done.exit_code == 0, done.output
            return [mail for mail in server.empty() if mail["To"] == f"{who}@test.example"]

        yield deliver


@pytest.fixture
def chosen(app):
    """Keep a choice of somebody's: `chosen("researcher", way=CalendarWay.FEED)`."""

    def work(who, choice):
        person_id = db.session.scalar(text("SELECT id FROM person WHERE name = :name"), {"name": who.title()})
        choose_calendar(person_id, choice, datetime(2026, 1, 1, tzinfo=UTC))
        choose(person_id, ONLY_SITE)

    def keep(who: str, **choice) -> None:
        with app.app_context():
            transaction(lambda: work(who, CalendarChoice(**choice)))

    return keep


def calendar_part(mail) -> bytes:
    """Return the invitation of a mail: its last part, in which the method stands twice."""
    assert mail.get_content_type() == "multipart/alternative"
    *_, last = mail.iter_parts()
    assert last.get_content_type() == "text/calendar"
    assert last.get_content_charset() == "utf-8"
    body = last.get_payload(decode=True)
    assert f"\r\nMETHOD:{last.get_param('method')}\r\n".encode() in body
    assert max(map(len, body.split(b"\r\n"))) <= 75
    return body


def has_invitation(mail) -> bool:
    return any(part.get_content_type() == "text/calendar" for part in mail.walk())


def test_a_bookings_life_reaches_the_calendar_under_the_feeds_own_uid(pool, mailed):
    feed = subscribe(pool.researcher)
    instrument = pool.instrument(confirmation="manual", name=NAME, location="Room 1")
    ref = pool.researcher.post("/bookings", slot(instrument)).json["ref"]
    bodies, feeds = [], []
    for act in (
        lambda: None,
        lambda: pool.keeper.post(f"/bookings/{ref}/confirm"),
        lambda: pool.keeper.send("PATCH", f"/instruments/{instrument}", {"location": "Room 2"}),
        lambda: pool.keeper.send("PATCH", f"/instruments/{instrument}", {"name": f"{NAME}二号"}),
        lambda: pool.researcher.post(f"/bookings/{ref}/cancel"),
    ):
        act()
        (mail,) = mailed("researcher")
        bodies.append(calendar_part(mail))
        feeds.append(feed().encode())
    read = read_alike(bodies)
    assert [each.method for each in read] == ["REQUEST"] * 4 + ["CANCEL"]
    assert [each.events[0].status for each in read] == ["TENTATIVE", *["CONFIRMED"] * 3, "CANCELLED"]
    assert [each.events[0].sequence for each in read] == [0, 1, 2, 3, 4]
    assert [each.events[0].summary for each in read] == [NAME] * 3 + [f"{NAME}二号"] * 2
    assert [each.events for each in read] == [each.events for each in read_alike(feeds)]
    (event,) = Calendar.from_ical(bodies[1]).walk("VEVENT")
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (
        "mailto:no-reply@onepool.invalid",
        "机构2",
    )
    assert (event["ATTENDEE"], dict(event["ATTENDEE"].params)) == (
        "mailto:researcher@test.example",
        {
            "CN": "Researcher",
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "PARTSTAT": "ACCEPTED",
            "RSVP": "FALSE",
        },
    )


@pytest.mark.parametrize(
    ("end", "status"), [("decline", "CANCELLED"), ("cancel", "CANCELLED"), ("confirm", "CONFIRMED")]
)
def test_a_mail_that_left_late_says_how_things_are_by_then(pool, mailed, end, status):
    ref = pool.researcher.post("/bookings", slot(pool.instrument(confirmation="manual"))).json["ref"]
    pool.keeper.post(f"/bookings/{ref}/{end}", {"reason": "Flood"})
    told = read_alike([calendar_part(mail) for mail in mailed("researcher")])
    assert {(each.events[0].sequence, each.events[0].status) for each in told} == {(1, status)}


def test_who_only_subscribes_gets_notices_alone_and_none_of_their_own_acts(app, pool, mailed):
    def work():
        person_id = db.session.scalar(text("SELECT id FROM person WHERE name = 'Researcher'"))
        choose_calendar(person_id, CalendarChoice(CalendarWay.FEED), clock.now())

    with app.app_context():
        transaction(work)
    ref = pool.researcher.post("/bookings", slot(pool.instrument())).json["ref"]
    (confirmed,) = mailed("researcher")
    assert not has_invitation(confirmed)
    pool.researcher.post(f"/bookings/{ref}/cancel")
    assert mailed("researcher") == []


def test_what_changes_within_a_day_is_mailed_whatever_was_chosen(pool, mailed, chosen):
    instrument = pool.instrument(opening_hours={"timezone": "Asia/Shanghai", "weekly": ALL_DAY})
    chosen("researcher", way=CalendarWay.FEED)
    later, soon = (
        pool.researcher.post("/bookings", hour(instrument, timedelta(hours=hours))).json["ref"]
        for hours in (72, 5)
    )
    (told,) = mailed("researcher")
    assert soon in told["Subject"]
    assert b"CONFIRMED" in calendar_part(told)
    for ref in (later, soon):
        pool.keeper.post(f"/bookings/{ref}/cancel", {"reason": "Flood"})
    (told,) = mailed("researcher")
    assert soon in told["Subject"]
    assert b"STATUS:CANCELLED" in calendar_part(told)


def test_an_instrument_moved_by_an_import_is_told_to_whoever_booked_it(app, pool, mailed):
    pool.researcher.post("/bookings", slot(pool.instrument()))
    pool.researcher.post("/bookings", slot(pool.instrument(name="Another"), 4))
    mailed("researcher")
    now, instrument = clock.now(), Base.metadata.tables["instrument"]
    moved = update(instrument).where(instrument.c.name != "Another")

    def work():
        db.session.execute(moved.values(location="Room 9", updated_at=now))
        tell_revised(now)

    with app.app_context():
        transaction(work)
    (told,) = mailed("researcher")
    assert "Room 9" in told.get_body(("plain",)).get_content()
    assert b"LOCATION:Room 9" in calendar_part(told)


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)
def test_a_keeper_who_asks_is_invited_to_each_revision_once(app, pool, mailed, chosen):
    pool.researcher.post("/bookings", slot(pool.instrument(), 2))
    assert [mail for mail in mailed("keeper") if has_invitation(mail)] == []
    with app.app_context():
        transaction(
            lambda: choose_calendar(
                db.session.scalar(text("SELECT id FROM person WHERE name = 'Keeper'")),
                CalendarChoice(as_keeper=KeeperInvitations.ALL),
                clock.now(),
            )
        )
    instrument = pool.instrument(name=NAME)
    ref = pool.researcher.post("/bookings", slot(instrument)).json["ref"]
    (invited,) = [mail for mail in mailed("keeper") if has_invitation(mail)]
    assert mailed("keeper") == []
    pool.researcher.post(f"/bookings/{ref}/cancel")
    (cancelled,) = [mail for mail in mailed("keeper") if has_invitation(mail)]
    first, second = read_alike([calendar_part(invited), calendar_part(cancelled)])
    assert (first.method, second.method) == ("REQUEST", "CANCEL")
    assert first.events[0].summary == f"{NAME} · 机构1"
    assert first.events[0].uid == second.events[0].uid


ALL_DAY = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]


def hour(instrument: int, ahead: timedelta) -> dict:
    start = (clock.now() + ahead).replace(minute=0, second=0, microsecond=0)
    return {
        "instrument_id": instrument,
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }
