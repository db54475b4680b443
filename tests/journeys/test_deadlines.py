"""After one run two weeks late every booking has ended rightly, and a second run changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.infra import clock
from app.infra.db import db
from tests.support.booking_pool import Pool, at, build_pool, slot

A_FORTNIGHT = timedelta(days=14)


@pytest.fixture
def pool(app) -> Pool:
    pool = build_pool(app)
    pool.recognise()
    return pool


@pytest.fixture
def run_all(cli):
    def run():
        later = (clock.now() + A_FORTNIGHT).strftime("%Y-%m-%dT%H:%M:%SZ")
        result = cli.invoke(args=["jobs", "run-all", "--now", later])
        assert result.exit_code == 0, result.output

    return run


@pytest.fixture
def footprint(app):
    """Everything that a second run must leave alone."""

    def rows():
        with app.app_context():
            return [
                db.session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
                for table in (
                    "event",
                    "settlement",
                    "transfer",
                    "allocation",
                    "outbox_message",
                    "usage_session",
                )
            ]

    return rows


def book(pool: Pool, instrument_id: int, **voucher) -> str:
    booked = pool.researcher.post("/bookings", slot(instrument_id) | voucher)
    assert booked.status_code == 201, booked.json
    return booked.json["ref"]


def with_voucher(pool: Pool):
    return {"voucher": pool.voucher, "mode": "redeem"}


def state_of(pool: Pool, ref: str) -> str:
    return pool.researcher.get(f"/bookings/{ref}").json["state"]


def held(pool: Pool) -> int:
    return pool.researcher.get(f"/vouchers/{pool.voucher}").json["balances"]["held"]["minor"]


def ends_quietly(cli, run_all, footprint):
    before = footprint()
    run_all()
    assert footprint() == before
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


def test_a_request_nobody_answers_expires_and_gives_all_back(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument(confirmation="manual"), **with_voucher(pool))
    run_all()
    assert state_of(pool, ref) == "expired"
    assert held(pool) == 0
    ends_quietly(cli, run_all, footprint)


def test_a_booking_nobody_attends_is_settled_with_the_no_show_fee_of_own_money(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument(), **with_voucher(pool))
    run_all()
    assert state_of(pool, ref) == "settled"
    settlement = pool.researcher.get(f"/bookings/{ref}/settlement").json
    assert settlement["cause"] == "no_show"
    assert settlement["captured"]["minor"] == 0
    assert settlement["own_share"]["minor"] == settlement["total"]["minor"] == 190_000
    assert held(pool) == 0
    ends_quietly(cli, run_all, footprint)


def test_a_session_nobody_closes_is_charged_to_its_booked_end(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument(), **with_voucher(pool))
    pool.keeper.post(f"/bookings/{ref}/check-in", {"at": at(3, "09:00").isoformat()})
    run_all()
    assert state_of(pool, ref) == "settled"
    usage = pool.researcher.get(f"/bookings/{ref}").json["usage"]
    assert usage["state"] == "final"
    settlement = pool.researcher.get(f"/bookings/{ref}/settlement").json
    assert settlement["total"]["minor"] == 190_000
    assert settlement["captured"]["minor"] == 95_000
    ends_quietly(cli, run_all, footprint)


def test_an_appealed_no_show_waits_for_the_keeper_who_waives_it(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument())
    moment = (at(3, "09:31")).isoformat()
    assert cli.invoke(args=["jobs", "run", "mark_no_shows", "--now", moment]).exit_code == 0
    assert state_of(pool, ref) == "no_show"
    appealed = pool.researcher.post(f"/bookings/{ref}/appeal", {"reason": "The door was locked"})
    assert appealed.json["actions"] == []
    run_all()
    assert state_of(pool, ref) == "no_show"
    assert pool.keeper.get(f"/bookings/{ref}").json["actions"] == ["check-in", "waive", "reject-appeal"]
    assert pool.keeper.post(f"/bookings/{ref}/waive").json["state"] == "settled"
    assert pool.researcher.get(f"/bookings/{ref}/settlement").json["total"]["minor"] == 0
    ends_quietly(cli, run_all, footprint)


def test_a_disputed_record_waits_for_the_keeper_who_signs_it_anew(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument(), **with_voucher(pool))
    act = f"/bookings/{ref}"
    pool.keeper.post(f"{act}/check-in", {"at": at(3, "09:00").isoformat()})
    pool.keeper.post(f"{act}/check-out", {"at": at(3, "12:30").isoformat()})
    pool.keeper.post(f"{act}/sign-usage")
    disputed = pool.researcher.post(f"{act}/dispute-usage", {"reason": "I left at eleven"})
    assert disputed.json["usage"]["state"] == "disputed"
    run_all()
    assert state_of(pool, ref) == "completed"
    signed = pool.keeper.post(f"{act}/sign-usage", {"ended_at": at(3, "11:00").isoformat()})
    assert signed.json["usage"]["state"] == "signed"
    assert pool.researcher.post(f"{act}/accept-usage").json["state"] == "settled"
    # Two hours at ¥600 and the set-up.
    assert pool.researcher.get(f"{act}/settlement").json["total"]["minor"] == 130_000
    ends_quietly(cli, run_all, footprint)


def test_a_no_show_that_came_after_all_takes_its_time_and_voucher_again(cli, pool, run_all, footprint):
    ref = book(pool, pool.instrument(), **with_voucher(pool))
    cli.invoke(args=["jobs", "run", "mark_no_shows", "--now", at(3, "09:31").isoformat()])
    assert held(pool) == 0
    came = pool.keeper.post(f"/bookings/{ref}/check-in", {"at": at(3, "09:40").isoformat()})
    assert came.json["state"] == "in_use", came.json
    assert held(pool) == 95_000
    ends = cli.invoke(args=["verify"])
    assert ends.exit_code == 0, ends.output
