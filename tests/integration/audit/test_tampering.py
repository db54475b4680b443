"""Whoever changes the log by hand is found out: `verify` names the event, and ends with 1."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.infra.db import db, transaction
from app.infra.events import SYSTEM, record
from tests.support.booking_pool import slot
from tests.support.moments import NOON
from tests.support.tampering import event_id, without_triggers

COPY = (
    "at, subject_kind, subject_ref, action, from_state, to_state, actor_id, actor_name, role, reason, data, "
    "seq, hash"
)


@pytest.fixture
def ref(pool) -> str:
    """A booking with three events: asked for, confirmed, cancelled."""
    instrument_id = pool.instrument(confirmation="manual")
    ref = pool.researcher.post("/bookings", slot(instrument_id)).json["ref"]
    pool.keeper.post(f"/bookings/{ref}/confirm")
    cancelled = pool.researcher.post(f"/bookings/{ref}/cancel", {"reason": "The sample broke"})
    assert cancelled.json["state"] == "cancelled"
    return ref


def verified(cli, code):
    """Run verify; return what it says is broken of a check, without the check's own line."""
    result = cli.invoke(args=["verify"])
    lines = result.output.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"broken {code}"))
    assert result.exit_code == 1
    return [line.strip() for line in lines[start + 1 :]]


def test_an_honest_log_is_whole(cli, ref):
    result = cli.invoke(args=["verify"])
    assert result.exit_code == 0, result.output
    assert "ok     E1" in result.output
    assert "ok     E2" in result.output


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'None at all'",
        "actor_name = 'Somebody Else'",
        "role = 'operator'",
        "to_state = 'cancelled_late'",
        "action = 'expire'",
        "at = '2026-01-01 00:00:00+00:00'",
        """data = '{"fee_minor": 1}'""",
        "subject_ref = 'B-XXXXX'",
    ],
)
def test_an_edited_event_is_named(app, cli, ref, change):
    if change.startswith("at") and app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        change = "at = '2026-01-01 00:00:00.000000'"
    with app.app_context(), without_triggers() as connection:
        edited = event_id(connection, "booking", ref, "cancel")
        connection.execute(text(f"UPDATE event SET {change} WHERE id = :id"), {"id": edited})
    broken = verified(cli, "E1")
    assert len(broken) == 1
    assert broken[0].startswith(f"event {edited} (booking ")


def test_an_event_missing_in_the_middle_is_told_by_the_next(app, cli, ref):
    with app.app_context(), without_triggers() as connection:
        gone = event_id(connection, "booking", ref, "confirm")
        after = event_id(connection, "booking", ref, "cancel")
        connection.execute(text("DELETE FROM event WHERE id = :id"), {"id": gone})
    assert verified(cli, "E1") == [f"event {after} (booking {ref}, number 3): no event stands before it"]


def test_a_number_moved_over_the_gap_does_not_hide_it(app, cli, ref):
    with app.app_context(), without_triggers() as connection:
        gone = event_id(connection, "booking", ref, "confirm")
        after = event_id(connection, "booking", ref, "cancel")
        connection.execute(text("DELETE FROM event WHERE id = :id"), {"id": gone})
        connection.execute(text("UPDATE event SET seq = 2 WHERE id = :id"), {"id": after})
    assert verified(cli, "E1") == [
        f"event {after} (booking {ref}, number 2): its content and its hash disagree"
    ]


def test_a_missing_last_event_is_told_by_the_state(app, cli, ref):
    with app.app_context(), without_triggers() as connection:
        gone = event_id(connection, "booking", ref, "cancel")
        connection.execute(text("DELETE FROM event WHERE id = :id"), {"id": gone})
    assert verified(cli, "E2") == [f"booking {ref} is cancelled; its last event says confirmed (confirm)"]


def test_a_missing_history_is_told_by_the_state(app, cli, pool):
    with app.app_context(), without_triggers() as connection:
        connection.execute(
            text("DELETE FROM event WHERE subject_kind = 'voucher' AND subject_ref = :number"),
            {"number": pool.voucher},
        )
    assert verified(cli, "E2") == [
        f"voucher {pool.voucher} is active; its last event says nothing (there is none)"
    ]


def test_a_forged_event_at_the_end_is_named(app, cli, ref):
    with app.app_context(), without_triggers() as connection:
        last = event_id(connection, "booking", ref, "cancel")
        values = COPY.replace("reason", "'Forged'").replace("seq", "seq + 1")
        connection.execute(
            text(f"INSERT INTO event ({COPY}) SELECT {values} FROM event WHERE id = :id"), {"id": last}
        )
    broken = verified(cli, "E1")
    assert len(broken) == 1
    assert broken[0].endswith(f"(booking {ref}, number 4): its content and its hash disagree")


def test_a_forged_history_of_nothing_is_named(app, cli, ref):
    forged = {"subject_kind": "booking", "subject_ref": "B-NONE", "to_state": "confirmed"}
    with app.app_context():
        transaction(lambda: record(action="request", at=NOON, actor=SYSTEM, **forged))
    assert verified(cli, "E2") == ["events tell of booking B-NONE, which there is not"]


def test_the_database_holds_no_number_twice(app, ref):
    twice = pytest.raises(IntegrityError, match=r"uq_event_subject|event\.seq")
    with app.app_context(), twice, db.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO event ({COPY}) SELECT {COPY} FROM event"))
