"""`bench load-due`: what waits for the jobs, consistent before and after they did it, and cheap to do."""

import time
from datetime import timedelta
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, insert, select, update

from app.booking.queries.bookings import lock_booking_by_id
from app.infra import clock
from app.infra.db import Base, db, transaction
from app.parts import JOBS
from tests.support.moments import NOON
from tests.support.racing import race
from tests.support.statements import counted

SETTLE, LAPSE = "accept_usage_by_deadline", "lapse_vouchers"
MOST_STATEMENTS = {SETTLE: 19, LAPSE: 4}


@pytest.fixture(autouse=True)
def _loaded(cli: FlaskCliRunner) -> None:
    cli.invoke(args=["bench", "load", "--instruments", "5", "--bookings", "20"])


def add(cli: FlaskCliRunner, bookings: int = 60, vouchers: int = 20) -> None:
    done = cli.invoke(args=["bench", "load-due", "--bookings", str(bookings), "--vouchers", str(vouchers)])
    assert done.exit_code == 0, done.output


def due(name: str) -> list[int]:
    return list(job(name).due(clock.now(), 1000))


def job(name: str):
    return next(each for each in JOBS if each.name == name)


def test_what_is_due_verifies_before_and_after_the_jobs(cli: FlaskCliRunner):
    add(cli)
    assert cli.invoke(args=["verify"]).exit_code == 0

    assert "done 60, failed 0" in cli.invoke(args=["jobs", "run", SETTLE]).stdout
    assert "done 20, failed 0" in cli.invoke(args=["jobs", "run", LAPSE]).stdout

    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output
    assert "done 0, failed 0" in cli.invoke(args=["jobs", "run", SETTLE]).stdout


def test_some_of_what_is_settled_leaves_a_remainder(app: Flask, cli: FlaskCliRunner):
    add(cli)
    cli.invoke(args=["jobs", "run", SETTLE])

    released = Base.metadata.tables["settlement"].c.released_minor
    with app.app_context():
        some = db.session.scalar(select(func.count()).where(released > 0))
    assert 0 < some < 60


@pytest.mark.parametrize("name", [SETTLE, LAPSE])
def test_each_costs_few_statements(app: Flask, cli: FlaskCliRunner, name: str):
    add(cli)

    with app.app_context():
        first, second, *_ = due(name)
        job(name).attempt(first, clock.now())
        with counted(app) as statements:
            job(name).attempt(second, clock.now())

    assert len(statements) <= MOST_STATEMENTS[name], "\n".join(statements)


@pytest.mark.parametrize("name", [SETTLE, LAPSE])
def test_two_who_do_the_same_at_once_do_it_once(app: Flask, cli: FlaskCliRunner, name: str):
    add(cli, bookings=8, vouchers=8)
    with app.app_context():
        keys = due(name)

    def do_all() -> None:
        with app.app_context():
            for key in keys:
                job(name).attempt(key, clock.now())

    race([do_all, do_all])

    with app.app_context():
        assert due(name) == []
    assert cli.invoke(args=["verify"]).exit_code == 0


def test_a_record_that_is_replaced_while_it_is_waited_for_is_not_settled(app: Flask, cli: FlaskCliRunner):
    add(cli, bookings=1)
    booking, usage = (Base.metadata.tables[name] for name in ("booking", "usage_session"))
    with app.app_context():
        (key,) = due(SETTLE)
    locked = Event()

    def replace() -> None:
        later = clock.now() + timedelta(days=3)
        lock_booking_by_id(key)
        locked.set()
        time.sleep(0.3)  # for the other to come and wait
        signed = {"booking_id": key, "number": 2, "state": "signed", "started_at": NOON}
        db.session.execute(insert(usage), signed | {"ended_at": NOON + timedelta(hours=1)})
        db.session.execute(
            update(booking).values(usage_number=2, deadline_at=later).where(booking.c.id == key)
        )

    def sign_anew() -> None:
        with app.app_context():
            transaction(replace)

    def settle() -> None:
        with app.app_context():
            locked.wait(20)
            job(SETTLE).attempt(key, clock.now())

    race([sign_anew, settle])

    with app.app_context():
        assert db.session.scalar(select(booking.c.state).where(booking.c.id == key)) == "completed"
        assert due(SETTLE) == []


def test_more_bookings_than_there_are_nights_are_refused_and_nothing_stays(app: Flask, cli: FlaskCliRunner):
    refused = cli.invoke(args=["bench", "load-due", "--bookings", "251", "--vouchers", "0"])

    assert refused.exit_code == 1
    assert "Too many bookings" in refused.stderr
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Base.metadata.tables["programme"])) == 0


def test_adding_it_twice_is_refused_in_plain_words(cli: FlaskCliRunner):
    add(cli, bookings=4, vouchers=1)
    again = cli.invoke(args=["bench", "load-due", "--bookings", "4", "--vouchers", "1"])

    assert again.exit_code == 1
    assert "added before" in again.stderr
