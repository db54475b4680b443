"""The chains as they grow: two who write at once, very many events, events from before there were chains."""

import tracemalloc
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from app.infra.db import Base, db, transaction
from app.infra.events import SYSTEM, Step, history, linked, record, record_first, record_steps
from app.infra.events.verify import CHECKS, broken_links
from tests.support.application import ROOT, application, dispose
from tests.support.moments import NOON
from tests.support.racing import race
from tests.support.tampering import without_triggers

OLD = Path(__file__).with_name("before_chains.sql")
MIGRATIONS = str(ROOT / "migrations")


def the_one_before(ending: str) -> str:
    """Return the migration that a migration, named by the end of its file's name, follows."""
    found = [each for each in ScriptDirectory(MIGRATIONS).walk_revisions() if each.path.endswith(ending)]
    return found[0].down_revision


def note(ref: str, action: str) -> None:
    record(subject_kind="test", subject_ref=ref, action=action, at=NOON, actor=SYSTEM)


def test_two_events_of_one_transaction_follow_each_other(app):
    def work() -> None:
        record_first(
            subject_kind="test", subject_ref="T-1", action="a", at=NOON, actor=SYSTEM, to_state="there"
        )
        note("T-1", "b")
        note("T-2", "c")

    with app.app_context():
        transaction(work)
        assert [(event.seq, event.action) for event in history("test", "T-1")] == [(1, "a"), (2, "b")]
        assert [event.seq for event in history("test", "T-2")] == [1]
        assert list(broken_links()) == []


def test_steps_of_one_moment_follow_each_other(app):
    steps = [Step("accept", "completed", "completed"), Step("settle", "completed", "settled")]

    def work() -> None:
        note("T-1", "begin")
        record_steps(subject_kind="test", subject_ref="T-1", steps=steps, at=NOON, actor=SYSTEM)

    with app.app_context():
        transaction(work)
        told = [(event.seq, event.action, event.to_state) for event in history("test", "T-1")]
        assert told == [(1, "begin", None), (2, "accept", "completed"), (3, "settle", "settled")]
        assert list(broken_links()) == []


def test_two_who_write_about_one_subject_at_once_make_one_chain(app):
    """Nothing locks the subject here: who loses the race for a number is tried again."""

    def writer(*actions: str):
        def write() -> None:
            with app.app_context():
                for action in actions:
                    transaction(lambda action=action: note("T-1", action))

        return write

    race([writer("a1", "a2", "a3"), writer("b1", "b2", "b3")])

    with app.app_context():
        events = history("test", "T-1")
        assert [event.seq for event in events] == [1, 2, 3, 4, 5, 6]
        assert sorted(event.action for event in events) == ["a1", "a2", "a3", "b1", "b2", "b3"]
        assert list(broken_links()) == []


def load(subjects: range, events_each: int) -> None:
    rows = [
        row
        for number in subjects
        for row in linked(
            {
                "subject_kind": "test", "subject_ref": f"T-{number:05}", "at": NOON + timedelta(minutes=each),
                "action": "note", "actor_name": "OnePool", "role": "system", "reason": "x" * 200,
            }
            for each in range(events_each)
        )
    ]  # fmt: skip
    transaction(lambda: db.session.execute(insert(Base.metadata.tables["event"]), rows))


def peak_of_walking() -> int:
    tracemalloc.start()
    try:
        assert list(broken_links()) == []
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat_however_long_the_log(app):
    with app.app_context():
        load(range(1000), 5)
        few = peak_of_walking()
        load(range(1000, 4000), 5)
        assert peak_of_walking() < 1.2 * few


def test_a_broken_link_is_found_among_many_batches(app):
    with app.app_context():
        load(range(1000), 5)
        with without_triggers() as connection:
            connection.execute(text("UPDATE event SET role = 'x' WHERE subject_ref = 'T-00777' AND seq = 3"))
        assert [str(broken).partition(" (")[2] for broken in broken_links()] == [
            "test T-00777, number 3): its content and its hash disagree"
        ]


@pytest.fixture
def before_chains(empty_database_url, tmp_path):
    """An application on a database of the version before events were chained, with events and holds in it."""
    app = application(empty_database_url, tmp_path)
    with app.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS, revision=the_one_before("_event_chain.py"))
        with db.engine.begin() as connection:
            for statement in OLD.read_text().split(";\n")[:-1]:
                connection.exec_driver_sql(statement)
    yield app
    dispose(app)


def test_what_happened_before_is_chained_by_the_migration(before_chains):
    with before_chains.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS)
        assert [line for check in CHECKS for line in check.run()] == []
        assert [(event.seq, event.action) for event in history("programme", "P-1")] == [
            (1, "create"),
            (2, "open"),
        ]
        assert [(event.action, event.to_state, event.actor.name) for event in history("hold", "1")] == [
            ("hold", "held", "王"),
            ("capture", "captured", "OnePool"),
        ]
        assert history("hold", "1")[0].data["policy_version"] == 3


def test_a_migrated_log_is_append_only_again(before_chains):
    with before_chains.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS)
        for statement in ("UPDATE event SET role = 'x'", "DELETE FROM event"):
            with pytest.raises(DBAPIError, match="event_is_append_only"), db.engine.begin() as connection:
                connection.execute(text(statement))
        assert len(db.session.scalars(select(Base.metadata.tables["event"].c.id)).all()) == 5
