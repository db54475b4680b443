import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.infra.db import NestedTransactionError, db, transaction
from app.infra.events import SYSTEM, history, record
from app.kernel.errors import Conflict
from tests.support.moments import NOON


def note(action: str) -> None:
    record(subject_kind="test", subject_ref="T-1", action=action, at=NOON, actor=SYSTEM)


def actions() -> list[str]:
    return [event.action for event in history("test", "T-1")]


def test_what_was_done_is_committed(app):
    with app.app_context():
        transaction(lambda: note("done"))
        db.session.rollback()
        assert actions() == ["done"]


def test_a_refusal_undoes_everything(app):
    def work() -> None:
        note("half")
        raise Conflict("too_bad", "Too bad.")

    with app.app_context():
        with pytest.raises(Conflict):
            transaction(work)
        assert actions() == []


def test_a_transaction_refuses_to_nest(app):
    with app.app_context():
        with pytest.raises(NestedTransactionError):
            transaction(lambda: transaction(lambda: None))
        transaction(lambda: note("after"))
        assert actions() == ["after"]


@pytest.mark.parametrize("statement", ["UPDATE event SET action = 'x'", "DELETE FROM event"])
def test_the_database_refuses_to_change_history(app, statement):
    with app.app_context():
        transaction(lambda: note("written"))
        with pytest.raises(DBAPIError, match="event_is_append_only"):
            transaction(lambda: db.session.execute(text(statement)))
        assert actions() == ["written"]


def test_concurrent_read_then_write_loses_no_update(app):
    """Trap 1 of the stack: SQLite by default would lose most of these."""
    with app.app_context():
        transaction(lambda: db.session.execute(text("CREATE TABLE tally (n integer)")))
        transaction(lambda: db.session.execute(text("INSERT INTO tally VALUES (0)")))

    lock = "" if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite") else " FOR UPDATE"

    def add_one() -> None:
        number = db.session.scalar(text(f"SELECT n FROM tally{lock}"))
        db.session.execute(text("UPDATE tally SET n = :n"), {"n": number + 1})

    def client() -> None:
        with app.app_context():
            for _ in range(20):
                transaction(add_one)

    threads = [threading.Thread(target=client) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(text("SELECT n FROM tally")) == 160


def test_sqlite_refuses_to_replace_a_row_of_history(app):
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return  # PostgreSQL has no INSERT OR REPLACE
    with app.app_context():
        transaction(lambda: note("written"))
        replace = text("INSERT OR REPLACE INTO event SELECT * FROM event")
        with pytest.raises(DBAPIError, match="event_is_kept"):
            transaction(lambda: db.session.execute(replace))
        assert actions() == ["written"]
