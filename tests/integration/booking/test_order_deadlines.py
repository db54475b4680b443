"""What deadlines bring to orders, also when the scheduler comes late; and what the database refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.infra.db import db, transaction
from tests.support.service_orders import contracted, delivered, in_work, later, quoted, requested

OF_NOTHING = """
    INSERT INTO settlement (booking_id, order_id, cause, lines, currency, quoted_minor, total_minor,
        captured_minor, released_minor, own_share_minor, net_cost_minor, settled_at)
    SELECT NULL, NULL, cause, lines, currency, 0, 0, 0, 0, 0, 0, settled_at FROM settlement"""
TABLES = ("event", "settlement", "transfer", "outbox_message", "service_order")


@pytest.fixture
def paid(pool):
    pool.recognise("testing", "research")
    return {"voucher": pool.voucher, "mode": "redeem"}


@pytest.fixture
def run_all(cli):
    def run(days):
        result = cli.invoke(args=["jobs", "run-all", "--now", later(days)])
        assert result.exit_code == 0, result.output

    return run


@pytest.fixture
def footprint(app):
    def rows():
        with app.app_context():
            return [
                db.session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one() for table in TABLES
            ]

    return rows


def state(pool, act):
    return pool.researcher.get(act).json["state"]


def test_nothing_is_due_before_its_time(pool, run_all):
    asked, offered, agreed, handed = requested(pool), quoted(pool), contracted(pool), delivered(pool)
    run_all(6)
    states = [state(pool, act) for act in (asked, offered, agreed, handed)]
    assert states == ["requested", "quoted", "contracted", "delivered"]


def test_what_nobody_answers_ends(pool, run_all):
    asked, offered = requested(pool), quoted(pool)
    run_all(9)
    assert (state(pool, asked), state(pool, offered)) == ("expired", "quoted")
    run_all(16)
    assert state(pool, offered) == "expired"


def test_what_nobody_objects_to_counts_as_accepted_and_is_settled(pool, paid, run_all, cli):
    act = delivered(pool, **paid)
    run_all(12)
    assert state(pool, act) == "settled"
    assert pool.researcher.get(f"{act}/settlement").json["captured"]["minor"] == 60_000
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


def test_what_is_never_delivered_ends_and_frees_its_voucher(pool, paid, run_all, cli):
    never_begun, never_done, never_mended = contracted(pool, **paid), in_work(pool, **paid), delivered(pool)
    pool.researcher.post(f"{never_mended}/dispute", {"reason": "It is the wrong alloy."})
    run_all(45)
    for act in (never_begun, never_done, never_mended):
        assert state(pool, act) == "cancelled"
    assert pool.researcher.get(f"/vouchers/{pool.voucher}").json["balances"]["held"]["minor"] == 0
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


def test_a_second_run_changes_nothing(pool, paid, run_all, footprint):
    requested(pool), quoted(pool), in_work(pool, **paid), delivered(pool, **paid)
    run_all(100)
    first = footprint()
    run_all(100)
    assert footprint() == first


def test_a_dispute_that_outlasts_its_hold_is_paid_by_the_enterprise(app, pool, paid):
    act = delivered(pool, **paid)
    with app.app_context():
        transaction(lambda: db.session.execute(text("UPDATE hold SET expires_at = held_at")))
    ended = app.test_cli_runner().invoke(args=["jobs", "run", "expire_holds"])
    assert ended.exit_code == 0, ended.output
    assert pool.researcher.post(f"{act}/accept").json["state"] == "settled"
    settlement = pool.researcher.get(f"{act}/settlement").json
    assert (settlement["captured"]["minor"], settlement["own_share"]["minor"]) == (0, 1_200_00)
    verified = app.test_cli_runner().invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settlement SET total_minor = 0",
        "DELETE FROM settlement",
        "UPDATE order_file SET kind = 'brief'",
        "DELETE FROM order_file",
        OF_NOTHING,
        "UPDATE service_order SET final_minor = total_minor + 1",
        "UPDATE service_order SET state = 'forgotten'",
        "UPDATE service_order SET due_on = NULL",
    ],
)
def test_the_database_keeps_its_promises(app, pool, statement):
    act = delivered(pool)
    pool.researcher.post(f"{act}/accept")
    with app.app_context(), pytest.raises(DBAPIError):
        transaction(lambda: db.session.execute(text(statement)))
