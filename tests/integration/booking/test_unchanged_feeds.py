"""A program that has a feed is told so before Flask is asked, as Flask would tell it, and never wrongly."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from app.calendar.routes.addresses import Addresses
from app.infra.db import Reader, db
from tests.integration.booking.test_feed_changes import execute, path_of
from tests.support.booking_pool import slot
from tests.support.outside_calendars import event, lab
from tests.support.statements import counted

#: What is not sure is left to Flask: any query string, for one.
BY_FLASK = "?"
# What is no SQL of its own is shown on one engine.
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


class Program:
    """A calendar program that has read an address once."""

    def __init__(self, app, address: str) -> None:
        self._app, self._client, self.address = app, app.test_client(), address
        self.first = self._client.get(address)
        assert self.first.status_code == 200, self.first.text
        self.condition = {"If-None-Match": self.first.headers["ETag"]}

    def asks(self, query: str = "", method: str = "GET", **headers: str):
        named = {name.replace("_", "-"): value for name, value in headers.items()} or self.condition
        return self._client.open(self.address + query, method=method, headers=named)

    def is_told_at_once(self, method: str = "GET", **headers: str) -> bool:
        """Tell whether the answer is 304 without a statement by Flask's way."""
        with counted(self._app) as statements:
            return self.asks("", method, **headers).status_code == 304 and not statements


@pytest.fixture
def mine(app, pool) -> Program:
    pool.researcher.post("/bookings", slot(pool.instrument()))
    return Program(app, path_of(pool.researcher))


@pytest.fixture
def shown(app, pool) -> list[Program]:
    """Both addresses of an instrument that everybody may see."""
    way = f"/calendar/instruments/{pool.instrument()}"
    return [Program(app, f"{way}/{name}") for name in ("busy.ics", "freebusy.ifb")]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_says_what_flask_says(mine, shown, method):
    for reader in (mine, *shown):
        assert reader.is_told_at_once(method)
        told, by_flask = reader.asks("", method), reader.asks(f"?{BY_FLASK}", method)
        assert (told.status, told.data) == (by_flask.status, by_flask.data) == ("304 NOT MODIFIED", b"")
        assert sorted(told.headers) == sorted(by_flask.headers)


@on_sqlite
def test_every_form_of_asking_is_understood(mine):
    tag, since = mine.first.headers["ETag"], mine.first.headers["Last-Modified"]
    packed = mine.asks(Accept_Encoding="gzip").headers["ETag"]
    for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        assert mine.is_told_at_once(If_None_Match=condition)
    assert mine.is_told_at_once(If_Modified_Since=since)
    assert mine.is_told_at_once(If_None_Match=packed, Accept_Encoding="br, gzip")
    other = {"If_None_Match": '"other"', "If_Modified_Since": since}
    for headers in (other, {"If_None_Match": packed}, {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"}):
        assert mine.asks(**headers).status_code == 200
    assert mine.asks("", "POST").status_code == 405


@on_sqlite
def test_a_date_that_no_clock_can_say_gets_the_feed(mine, shown):
    for reader in (mine, *shown):
        assert reader.asks(If_Modified_Since=f"Thu, 26 Nov 2026 09:00:00 +{10**20}").status_code == 200


def test_a_change_of_the_feed_is_seen_at_once(pool, mine, shown):
    assert mine.is_told_at_once()
    booked = pool.researcher.post("/bookings", slot(pool.instrument(), days=4)).json["ref"]
    answer = mine.asks()
    assert (answer.status_code, booked in answer.text) == (200, True)
    instrument = int(shown[0].address.split("/")[3])
    pool.researcher.post("/bookings", slot(instrument, days=5))
    assert [each.asks().status_code for each in shown] == [200, 200]


NO_LONGER_READ = (
    "UPDATE feed SET revoked_at = created_at",
    "UPDATE person SET locked_at = created_at WHERE name = 'Keeper'",
    "DELETE FROM membership WHERE person_id = (SELECT id FROM person WHERE name = 'Keeper')",
)


@pytest.mark.parametrize("statement", NO_LONGER_READ)
def test_whoever_may_no_longer_read_is_refused_at_once(app, pool, statement):
    kept = Program(app, path_of(pool.keeper, kind="instrument", instrument_id=pool.instrument()))
    assert kept.is_told_at_once()
    execute(app, statement)
    assert kept.asks().status_code == 410


@on_sqlite
def test_the_old_address_of_a_feed_ends_with_a_new_one(app, pool):
    made = pool.researcher.post("/feeds", {"kind": "mine", "detail": "full"})
    reader = Program(app, made.json["url"].removeprefix("http://127.0.0.1:8000"))
    assert reader.is_told_at_once()
    assert pool.researcher.post(f"/feeds/{made.json['id']}/rotate").status_code == 201
    assert reader.asks().status_code == 410


@pytest.mark.parametrize(
    "statement", ["UPDATE provider SET public_busy = false", "UPDATE instrument SET state = 'retired'"]
)
def test_what_is_no_longer_shown_is_not_found_at_once(app, shown, statement):
    assert all(each.is_told_at_once() for each in shown)
    execute(app, statement)
    assert [each.asks().status_code for each in shown] == [404, 404]


def test_what_is_blocked_from_outside_is_seen_at_once_and_dated(app, pool):
    with lab(app, pool) as outside:
        outside.says(event(3, "09:00", "12:00"), event(4, "18:00", "20:00"))
        outside.connect()
        outside.show_everybody()
        free_busy = Program(app, f"/calendar/instruments/{outside.instrument_id}/freebusy.ifb")
        assert free_busy.is_told_at_once()
        outside.says(event(3, "09:00", "12:00"))
        outside.later()
        answer = free_busy.asks()
        assert answer.status_code == 200
        for word in ("ETag", "Last-Modified"):
            assert answer.headers[word] != free_busy.first.headers[word]
        assert _stamp(answer) > _stamp(free_busy.first)


def _stamp(answer) -> str:
    return next(line for line in answer.text.splitlines() if line.startswith("DTSTAMP"))


def test_a_use_is_noted_once_a_minute(app, mine):
    assert mine.is_told_at_once(If_None_Match="*", User_Agent="Thunderbird")
    execute(app, "UPDATE feed SET last_used_at = '2026-01-01 00:00:00.000000', client = 'curl'")
    assert mine.asks(If_None_Match="*", User_Agent="Thunderbird").status_code == 304
    with app.app_context():
        seen = db.session.execute(text("SELECT client, last_used_at FROM feed")).one()
    assert (seen.client, str(seen.last_used_at) > "2026-01-02") == ("Thunderbird", True)
    assert mine.is_told_at_once()


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_connection_that_was_lost_costs_nobody_an_answer(app, mine, caplog):
    assert mine.is_told_at_once()
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    execute(app, f"{others} AND pid <> pg_backend_pid()")
    caplog.clear()
    assert mine.asks().status_code == 304
    assert mine.is_told_at_once()
    assert "during reset" not in caplog.text


@on_sqlite
def test_what_is_known_of_an_address_is_known_for_its_day(app, mine, shown):
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    with app.app_context():
        addresses = Addresses(app, Reader(db.engine))
    for each in (mine, *shown):
        today = addresses.at(each.address, noon)
        assert addresses.at(each.address, noon + timedelta(hours=11)) is today
        tomorrow = addresses.at(each.address, noon + timedelta(hours=12))
        assert tomorrow.asked.window.start == today.asked.window.start + timedelta(days=1)
        assert tomorrow.question != today.question


@on_sqlite
def test_the_log_of_what_went_wrong_keeps_the_address_secret(app, mine):
    execute(app, "ALTER TABLE feed RENAME COLUMN client TO program")
    with capture_logs() as told:
        assert mine.asks().status_code == 500
    assert [each["route"] for each in told] == ["/calendar/feeds/<token>.ics"]
    assert mine.address.removesuffix(".ics").split("/")[-1] not in str(told)


@on_sqlite
def test_what_is_known_of_an_address_goes_with_its_database(app, mine):
    assert mine.is_told_at_once()
    execute(app, "UPDATE feed SET detail = 'busy'")  # as another database may say
    with app.app_context():
        db.engine.dispose()
    assert mine.asks().status_code == 200
