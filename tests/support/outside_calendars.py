"""A lab whose calendar elsewhere blocks its instrument: a server on the loopback, a keeper, a booked week."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from io import BytesIO
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.calendar.domain.outside import window_at
from app.calendar.jobs import JOBS
from app.calendar.outside.connecting import connect
from app.calendar.outside.drafting import NewCalendar, keep_draft
from app.calendar.outside.looking import Found
from app.calendar.reading.busy import read_busy
from app.calendar.verify import CHECKS
from app.infra import clock
from app.infra.db import Base, db, transaction
from app.infra.documents import Upload
from app.infra.i18n import LANGUAGE_COOKIE
from app.infra.scheduler import JobRun, run_job
from tests.support.api_caller import Caller
from tests.support.booking_pool import SHANGHAI, Pool, at, slot
from tests.support.hostile import Hostile, Reply, hostile, says
from tests.support.walkers import browser_of

PATH = "/private-3f9a/basic.ics"
A_WHILE = timedelta(minutes=20)


def event(days: int, start: str, end: str, uid: str = "", **lines: str) -> str:
    """Return a VEVENT on a day so many days from today, by the clock of Shanghai."""
    name = uid or f"{days}-{start}@lab.example"
    spans = [f"{key}:{at(days, when).astimezone(UTC):%Y%m%dT%H%M%SZ}"
             for key, when in (("DTSTART", start), ("DTEND", end))]  # fmt: skip
    more = [f"{key}:{value}" for key, value in lines.items()]
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{name}", "DTSTAMP:20260101T000000Z", *spans, *more, "END:VEVENT"]
    )


def ics(*events: str) -> bytes:
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lab//EN", *events, "END:VCALENDAR", ""]
    return "\r\n".join(parts).encode()


def answers(body: bytes, status: str = "200 OK", **headers: str) -> Reply:
    named = {"Content-Type": "text/calendar", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return says(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


@dataclass
class Lab:
    """The keeper's side: `server` says what the outside calendar says, `now` is when the scheduler looks."""

    app: Flask
    pool: Pool
    manager: Caller
    server: Hostile
    instrument_id: int
    now: datetime = field(default_factory=clock.now)

    @property
    def way(self) -> str:
        return f"/instruments/{self.instrument_id}/outside-calendars"

    def says(self, *events: str, **headers: str) -> None:
        self.server.replies[PATH] = answers(ics(*events), **headers)

    def answers(self, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        self.server.replies[PATH] = answers(body, status, **headers)

    def connect(self, **changes: Any) -> dict[str, Any]:
        body = {"name": "Group calendar", "url": self.server.url(PATH), "plain_http": True} | changes
        answer = self.manager.post(self.way, body)
        assert answer.status_code == 201, answer.json
        return answer.json

    def show_everybody(self) -> None:
        """Let the provider show all its busy times."""
        provider = Base.metadata.tables["provider"]
        with self.app.app_context():
            transaction(lambda: db.session.execute(provider.update().values(public_busy=True)))

    def later(self, wait: timedelta = A_WHILE) -> JobRun:
        """Let some time pass, and the scheduler read what is due then."""
        self.now += wait
        return self.run("read_outside_calendars")

    def run(self, name: str) -> JobRun:
        [job] = [job for job in JOBS if job.name == name]
        with self.app.app_context():
            return run_job(job, self.now)

    @property
    def card(self) -> dict[str, Any]:
        [found] = self.manager.get(self.way).json["items"]
        return found

    @property
    def blocked(self) -> list[tuple[str, str]]:
        """What the outside blocks, as start and end on the clock of Shanghai: "3 09:00", days from today."""
        window = {"from": at(-1, "00:00").isoformat(), "to": at(29, "00:00").isoformat()}
        found = self.pool.keeper.get(f"/instruments/{self.instrument_id}/availability", **window).json["busy"]
        return sorted(
            {(_local(each["start"]), _local(each["end"])) for each in found if each["kind"] == "outside"}
        )

    def book(self, days: int = 3, start: str = "09:00", end: str = "12:00") -> Any:
        return self.pool.researcher.post("/bookings", slot(self.instrument_id, days, start, end))

    def told(self, template: str) -> list[dict[str, Any]]:
        """Return what the keeper was told by a template, oldest first."""
        notice = Base.metadata.tables["notification"]
        rows = notice.select().where(notice.c.template == template).order_by(notice.c.id)
        with self.app.app_context():
            return [row.payload for row in db.session.execute(rows) if row.person_id == self.keeper_id]

    def history(self, number: int) -> list[tuple[str, int, int]]:
        """Return the last readings, newest first: what came of each, the blocks it brought and took away."""
        reading = Base.metadata.tables["outside_reading"]
        newest = reading.select().order_by(reading.c.id.desc()).limit(number)
        with self.app.app_context():
            return [(row.outcome, row.added, row.removed) for row in db.session.execute(newest)]

    def broken(self) -> list[str]:
        with self.app.app_context():
            return [line for check in CHECKS for line in check.run()]

    @property
    def desk_way(self) -> str:
        """Return the way to the page of the only calendar there is."""
        return f"/desk{self.way}/{self.card['id']}"

    def page(self, way: str, status: int = 200) -> str:
        answer = self.browser.get(way)
        assert answer.status_code == status, way
        return answer.text

    def press(self, button: str) -> None:
        """Press a button of the calendar's page."""
        self.post(f"{self.desk_way}/{button}")

    def post(self, way: str, **form: Any) -> str:
        """Send a form as the keeper, and return where it leads."""
        answer = self.browser.post(way, data=form)
        assert answer.status_code == 303, answer.text
        return urlsplit(answer.location).path

    def send_file(self, content: bytes) -> str:
        """Send a calendar's file for a look; return the way to its preview."""
        return self.post(f"/desk{self.way}", name="Group calendar", file=(BytesIO(content), "group.ics"))

    @staticmethod
    def counters(page: str) -> list[str]:
        return re.findall(r"<dd>([0-9,]+)</dd>", page)

    @cached_property
    def browser(self) -> FlaskClient:
        """Return a browser in which the keeper is signed in, who reads English."""
        browser = browser_of(self.app, Role.KEEPER)
        browser.set_cookie(LANGUAGE_COOKIE, "en")
        return browser

    @property
    def keeper_id(self) -> int:
        person = Base.metadata.tables["person"]
        return db.session.scalar(db.select(person.c.id).where(person.c.email == "keeper@test.example")) or 0


def connected_calendar(instrument_id: int, *events: str) -> int:
    """Connect a file in the caller's transaction, read here and not in a child process; return its id."""
    now = clock.now()
    return connect(instrument_id=instrument_id, ref=drafted_calendar(instrument_id, *events), now=now)


def drafted_calendar(instrument_id: int, *events: str, name: str = "Group calendar") -> str:
    """Keep a file that is looked at but not connected; return its reference."""
    now, content = clock.now(), ics(*events)
    window = window_at(now)
    found = Found(content, None, None, window, read_busy(content, window, SHANGHAI))
    return keep_draft(NewCalendar(instrument_id, name, upload=Upload("group.ics", content)), found, now)


@contextmanager
def lab(app: Flask, pool: Pool) -> Iterator[Lab]:
    """Open a lab whose provider's network is this machine."""
    networks = (ip_network("127.0.0.0/8"),)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], outbound_networks=networks)
    with app.app_context():
        manager = transaction(lambda: _manager(pool))
    with hostile({}) as server:
        yield Lab(app, pool, manager, server, pool.instrument())


def _manager(pool: Pool) -> Caller:
    now = clock.now()
    person = create_person(email="lab-manager@test.example", name="Manager", now=now)
    provider = pool.keeper.organisation
    add_member(person_id=person.id, organisation_id=provider.id, role=Role.PROVIDER_MANAGER, now=now)
    token = create_token(person_id=person.id, scopes=list(Scope), label="test", now=now)
    return Caller(pool.keeper.client, token, provider)


def _local(instant: str) -> str:
    today = at(0, "00:00")
    moment = datetime.fromisoformat(instant).astimezone(today.tzinfo)
    return f"{(moment.date() - today.date()).days} {moment:%H:%M}"
