"""What calendar feeds come to: joined from kept texts, and beside it the same written by icalendar anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import String, Table, cast, insert, literal, null, select
from werkzeug.test import TestResponse

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import Role
from app.accounts.organisations import UnclaimedProvider, add_member, create_unclaimed_providers
from app.accounts.people import create_person
from app.accounts.queries import get_organisation
from app.calendar.domain.feed import Audience, FeedDetail, FeedEvent, FeedKind, FeedOwner, feed_window
from app.calendar.feeds import create_feed
from app.calendar.ical import END, event_text, feed_head
from app.calendar.ports import feed_source
from app.calendar.present import feed_wording
from app.infra.db import Base, db, transaction
from bench.application import application

#: Events of a large feed, and of a provider that has very many.
MANY, VERY_MANY = 500, 10_000
_TIMES = 40
_LOCALE = "en"


@dataclass(frozen=True)
class FeedCost:
    """Milliseconds of processor time for a feed of so many events, of which `shown` have room.

    `first` is when nothing is kept yet, `kept` from then on, `packed` the same with gzip, `anew` what
    icalendar takes to write the same events.
    """

    name: str
    events: int
    shown: int
    size: int
    first: float
    kept: float
    packed: float
    anew: float


@dataclass(frozen=True)
class Unchanged:
    """Ask for a feed that one has."""

    path: str
    tag: str

    def __call__(self, number: int) -> bytes:
        """Return the request; every one is the same."""
        del number
        return f"GET {self.path} HTTP/1.1\r\nHost: bench\r\nIf-None-Match: {self.tag}\r\n\r\n".encode()


@dataclass(frozen=True)
class FeedFigures:
    """What both feeds cost, and the path of the smaller one."""

    costs: tuple[FeedCost, ...]
    path: str


def feed_figures(database_url: str, folder: Path) -> FeedFigures:
    """Give one person MANY bookings and one provider VERY_MANY, and read a feed of each."""
    app = application(database_url, folder)
    with app.app_context():
        feeds = transaction(lambda: [(each, _path(each)) for each in _owners(datetime.now(UTC))])
        _tidy()
    get = app.test_client().get
    costs = tuple(_cost(app, get, owner, path) for owner, path in feeds)
    _, path = feeds[0]
    return FeedFigures(costs, path)


def _tidy() -> None:
    """Do at once what autovacuum does within minutes: thousands of bookings were added.

    SQLite has nothing of the kind.
    """
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def unchanged(port: int, path: str) -> Unchanged:
    """Read a feed from the server on a port, and return how to ask whether it changed since."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Unchanged(path, answer.headers["ETag"])


def _owners(now: datetime) -> tuple[FeedOwner, FeedOwner]:
    booking = Base.metadata.tables["booking"]
    window, columns = feed_window(now), booking.c
    shown = select(columns.id).where(columns.ends_at > window.start, columns.starts_at < window.end)
    ids = list(db.session.scalars(shown.order_by(columns.id).limit(VERY_MANY)))
    first = db.session.execute(select(booking).where(columns.id == ids[0])).one()
    reader = create_person(email="feeds@bench.example", name="Feeds", now=now)
    [provider_id] = create_unclaimed_providers(providers=[UnclaimedProvider("Feeds", "Feeds", "")], now=now)
    add_member(person_id=reader.id, organisation_id=provider_id, role=Role.KEEPER, now=now)
    add_member(person_id=reader.id, organisation_id=first.enterprise_id, role=Role.RESEARCHER, now=now)
    for start in range(0, len(ids), MANY):
        owners = {"provider_organisation_id": provider_id} | ({} if start else {"person_id": reader.id})
        _copy(booking, ids[start : start + MANY], owners)
    return (
        FeedOwner(FeedKind.MINE, FeedDetail.FULL, reader.id, first.enterprise_id),
        FeedOwner(FeedKind.PROVIDER, FeedDetail.FULL, reader.id, provider_id),
    )


def _copy(booking: Table, ids: Sequence[int], owners: Mapping[str, int]) -> None:
    """Book the same again for others: a booking itself never changes hands."""
    changed = {"ref": literal("F") + cast(booking.c.id, String), "quote_ref": null()}
    changed |= {name: literal(owner) for name, owner in owners.items()}
    kept = [column.name for column in booking.c if column.name != "id"]
    copied = select(*(changed.get(name, booking.c[name]) for name in kept)).where(booking.c.id.in_(ids))
    db.session.execute(insert(booking).from_select(kept, copied.order_by(booking.c.id)))


def _path(owner: FeedOwner) -> str:
    role = Role.KEEPER if owner.kind is FeedKind.PROVIDER else Role.RESEARCHER
    organisation = get_organisation(owner.organisation_id or 0)
    by = Actor(owner.person_id or 0, "Feeds", "feeds@bench.example", "en", organisation, frozenset({role}))
    made = create_feed(
        by=by, kind=owner.kind, detail=owner.detail, instrument_id=None, locale=_LOCALE, now=datetime.now(UTC)
    )
    return f"/calendar/feeds/{made.token}.ics"


def _cost(app: Flask, get: Callable[..., TestResponse], owner: FeedOwner, path: str) -> FeedCost:
    first = _milliseconds(lambda: get(path))
    body = get(path).data
    shown = body.count(b"BEGIN:VEVENT")
    with app.app_context():
        entries = feed_source().entries(owner, feed_window(datetime.now(UTC)))
        ids = list(db.session.scalars(select(entries.rows.c.id), dict(entries.parameters)))
        audience = Audience.PROVIDER if owner.kind is FeedKind.PROVIDER else Audience.CUSTOMER
        events = list(feed_source().events(ids[:shown], audience).values())
        anew = median(_milliseconds(lambda: _anew(events)) for _ in range(3))
    packed = {"Accept-Encoding": "gzip"}
    return FeedCost(
        owner.kind,
        len(ids),
        shown,
        len(body),
        first=first,
        kept=median(_milliseconds(lambda: get(path)) for _ in range(_TIMES)),
        packed=median(_milliseconds(lambda: get(path, headers=packed)) for _ in range(_TIMES)),
        anew=anew,
    )


def _anew(events: list[FeedEvent]) -> bytes:
    """Write a feed of events that are read already, as it was done before the texts were kept."""
    texts = feed_wording(_LOCALE).texts
    return b"".join([feed_head("Feeds", "x"), *(event_text(each, texts) for each in events), END])


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)
