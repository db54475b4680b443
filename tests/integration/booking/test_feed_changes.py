"""A feed is sent again after every change of it, and not without one: a 304 is never wrong."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.infra.db import db, transaction
from tests.support.booking_pool import at, slot
from tests.support.statements import counted


def path_of(caller, **feed) -> str:
    made = caller.post("/feeds", {"kind": "mine", "detail": "full"} | feed)
    assert made.status_code == 201, made.json
    return re.sub(r"^[a-z]+://[^/]+", "", made.json["url"])


class Poller:
    """A program that asks again by tag, and by time."""

    def __init__(self, client, address: str) -> None:
        self._client, self._address = client, address
        self._last = client.get(address)

    def sees(self, words: str) -> None:
        """Fail unless the feed changed, says `words` now, and is not sent a second time."""
        tag, time = self._last.headers["ETag"], self._last.headers["Last-Modified"]
        assert self._ask({"If-Modified-Since": time}).status_code == 200
        self._last = self._ask({"If-None-Match": tag})
        assert self._last.status_code == 200
        assert words in self._last.get_data(as_text=True).replace("\r\n ", "")
        for header, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            assert self._ask({header: self._last.headers[value]}).status_code == 304
        assert self._last.headers["Last-Modified"] != time

    def _ask(self, headers: dict[str, str]):
        return self._client.get(self._address, headers=headers)


def execute(app, statement: str) -> None:
    """Change something as an import does, or somebody by hand: no booking knows of it."""
    with app.app_context():
        transaction(lambda: db.session.execute(text(statement)))


def test_every_change_is_seen_by_those_who_ask_by_tag_and_by_time(app, pool, client):
    instrument = pool.instrument(confirmation="manual", location="Room 1")
    own = Poller(client, path_of(pool.researcher))
    kept = Poller(client, path_of(pool.keeper, kind="instrument", instrument_id=instrument))
    ref = pool.researcher.post("/bookings", slot(instrument)).json["ref"]
    for poller in (own, kept):
        poller.sees("STATUS:TENTATIVE")
    pool.keeper.post(f"/bookings/{ref}/confirm")
    for poller in (own, kept):
        poller.sees("STATUS:CONFIRMED")
    pool.keeper.send("PATCH", f"/instruments/{instrument}", {"name": "Diffractometer"})
    for poller in (own, kept):
        poller.sees("SUMMARY:Diffractometer")

    moved = "location = 'Room 2', updated_at = '2026-11-20 00:00:00.000000'"
    execute(app, f"UPDATE instrument SET {moved} WHERE name = 'Diffractometer'")
    for poller in (own, kept):
        poller.sees("LOCATION:Room 2")
    execute(app, "UPDATE organisation SET name_zh = '新名' WHERE name_zh = '机构1'")
    kept.sees("SUMMARY:Diffractometer · 新名")
    execute(app, "UPDATE person SET name = 'Renamed' WHERE name = 'Researcher'")
    own.sees("X-WR-CALNAME:OnePool：Renamed")
    pool.researcher.post(f"/bookings/{ref}/cancel")
    for poller in (own, kept):
        poller.sees("STATUS:CANCELLED")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE booking SET ends_at = '2026-01-01 00:00:00.000000'", "booking_keeps_its_time"),
        ("UPDATE booking SET provider_organisation_id = enterprise_id", "booking_keeps_its_time"),
        ("DELETE FROM booking", "booking_is_kept"),
    ],
)
def test_no_booking_leaves_a_feed_by_another_time_or_owner_or_altogether(app, pool, change, refusal):
    pool.researcher.post("/bookings", slot(pool.instrument()))
    with pytest.raises(DBAPIError, match=refusal):
        execute(app, change)
    execute(app, "UPDATE booking SET revision = revision + 1, starts_at = starts_at")


def test_a_closure_is_seen_and_so_is_its_end(pool, client):
    instrument = pool.instrument()
    kept = Poller(client, path_of(pool.keeper, kind="instrument", instrument_id=instrument))
    span = {"starts_at": at(4, "09:00").isoformat(), "ends_at": at(4, "10:00").isoformat()}
    closures = f"/instruments/{instrument}/closures"
    closed = pool.keeper.post(closures, span | {"reason": "Flood"})
    kept.sees("DESCRIPTION:Flood")
    one = f"/api/v1{closures}/{closed.json['id']}"
    assert client.delete(one, headers=pool.keeper.headers).status_code == 204
    kept.sees("END:VCALENDAR")


def test_asking_whether_a_feed_changed_costs_two_statements(app, pool, client):
    address = path_of(pool.researcher)
    pool.researcher.post("/bookings", slot(pool.instrument()))
    tag = client.get(address).headers["ETag"]
    with counted(app) as statements:
        # With a query string it is asked of Flask: see test_unchanged_feeds.
        assert client.get(address, headers={"If-None-Match": tag}, query_string="x").status_code == 304
    assert len(statements) == 2, "\n".join(statements)
    with counted(app) as statements:
        assert client.get(address).status_code == 200
    assert len(statements) == 3, "\n".join(statements)
