"""A scheduler that comes a week late ends everything rightly, and running it again changes nothing."""

from datetime import timedelta

import pytest

from app.infra import clock
from tests.support.booking_pool import at
from tests.support.tables import table_dump


def in_days(days: int) -> str:
    return (clock.now() + timedelta(days=days)).isoformat()


@pytest.fixture
def bookings(fresh_demo):
    """Bookings nobody will answer, attend, close, sign or accept; a held quote; one that was appealed."""
    keeper, voucher = fresh_demo.by("keeper"), fresh_demo.voucher()
    paid = {"voucher": voucher, "mode": "redeem"}
    made = {
        name: fresh_demo.booking(fresh_demo.instrument(confirmation=confirmation), **paid)["ref"]
        for name, confirmation in (
            ("unanswered", "manual"), ("unattended", "automatic"),
            ("unclosed", "automatic"), ("unsigned", "automatic"),
        )
    }  # fmt: skip
    for name in ("unclosed", "unsigned"):
        started = {"at": at(3, "09:00").isoformat()}
        assert keeper.post(f"/bookings/{made[name]}/check-in", started).status == 200
    ended = {"at": at(3, "10:00").isoformat()}
    assert keeper.post(f"/bookings/{made['unsigned']}/check-out", ended).status == 200
    return made


def states(pool, bookings):
    return {
        name: pool.by("researcher").get(f"/bookings/{ref}").json["state"] for name, ref in bookings.items()
    }


def settlement(pool, ref):
    shown = pool.by("researcher").get(f"/bookings/{ref}/settlement").json
    return tuple(shown[name]["minor"] for name in ("total", "captured", "released", "own_share"))


def test_what_nobody_does_ends_rightly_in_one_jump(fresh_demo, bookings):
    voucher = fresh_demo.voucher()
    before = fresh_demo.balances(voucher)
    jumped = fresh_demo.command("jobs", "run-all", "--now", in_days(15))
    assert jumped.exit_code == 0, jumped.output
    assert states(fresh_demo, bookings) == {
        "unanswered": "expired",
        "unattended": "settled",
        "unclosed": "settled",
        "unsigned": "settled",
    }
    # Nobody came: 100 % of ¥1,800, of own money only. Nobody closed: the booked three hours. One hour: ¥600.
    assert settlement(fresh_demo, bookings["unattended"]) == (180_000, 0, 90_000, 180_000)
    assert settlement(fresh_demo, bookings["unclosed"]) == (180_000, 90_000, 0, 90_000)
    assert settlement(fresh_demo, bookings["unsigned"]) == (60_000, 30_000, 60_000, 30_000)
    assert fresh_demo.balances(voucher)["held"] <= before["held"] - 4 * 90_000
    verified = fresh_demo.command("verify")
    assert verified.exit_code == 0, verified.output


def test_a_second_run_changes_nothing(fresh_demo, bookings):
    week = in_days(7)
    assert fresh_demo.command("jobs", "run-all", "--now", week).exit_code == 0
    first = table_dump(fresh_demo.database_url)
    again = fresh_demo.command("jobs", "run-all", "--now", week)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "done 0, failed 0")
    second = table_dump(fresh_demo.database_url)
    changed = [name for name in first if first[name] != second[name]]
    assert changed == []


def test_one_jump_ends_as_many_small_steps_do(fresh_demo, bookings):
    for hours in range(24, 15 * 24 + 1, 24):
        moment = (clock.now() + timedelta(hours=hours)).isoformat()
        assert fresh_demo.command("jobs", "run-all", "--now", moment).exit_code == 0
    assert set(states(fresh_demo, bookings).values()) == {"expired", "settled"}
    assert settlement(fresh_demo, bookings["unclosed"]) == (180_000, 90_000, 0, 90_000)
    verified = fresh_demo.command("verify")
    assert verified.exit_code == 0, verified.output


def test_a_single_job_runs_by_its_name_and_the_list_shows_it(fresh_demo, bookings):
    ran = fresh_demo.command("jobs", "run", "mark_no_shows", "--now", in_days(4))
    assert ran.exit_code == 0, ran.output
    assert states(fresh_demo, bookings)["unattended"] == "no_show"
    listed = fresh_demo.command("jobs", "list")
    assert listed.exit_code == 0
    assert "mark_no_shows" in listed.stdout
    assert fresh_demo.command("jobs", "run", "no_such_job").exit_code != 0
    assert fresh_demo.command("jobs", "run-all", "--now", "2026-03-02T09:00:00").exit_code != 0


def test_a_no_show_can_be_appealed_and_waived(fresh_demo, bookings):
    assert fresh_demo.command("jobs", "run", "mark_no_shows", "--now", in_days(4)).exit_code == 0
    act = f"/bookings/{bookings['unattended']}"
    appealed = fresh_demo.by("researcher").post(f"{act}/appeal", {"reason": "The lift was stuck"})
    assert (appealed.status, appealed.json["appeal"]) == (200, "open")
    assert fresh_demo.command("jobs", "run-all", "--now", in_days(15)).exit_code == 0
    assert states(fresh_demo, bookings)["unattended"] == "no_show", "an open appeal stops the clock"
    assert fresh_demo.by("keeper").post(f"{act}/waive", {"reason": "Granted"}).json["state"] == "settled"
    assert settlement(fresh_demo, bookings["unattended"]) == (0, 0, 90_000, 0)
