from datetime import UTC, date, datetime, timedelta

from app.infra.db import transaction
from app.infra.events import history
from app.voucher.domain.states import HoldState, VoucherState
from app.voucher.holds import capture, release
from app.voucher.jobs import JOBS
from app.voucher.queries.hold_records import find_hold
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.world import broken_invariants, statement, yuan

LAST_MINUTE = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
MIDNIGHT = datetime(2026, 12, 31, 16, tzinfo=UTC)


def run_jobs(now: datetime) -> int:
    """Run every job that moves money; return how many items were handled. Warnings are tested elsewhere."""
    done = 0
    for job in (each for each in JOBS if not each.name.startswith("warn")):
        for key in job.due(now, 100):
            job.attempt(key, now)
            done += 1
    return done


def test_a_voucher_lapses_at_midnight_in_shanghai_and_not_before(world):
    voucher = world.issue(yuan(1_000))
    assert run_jobs(LAST_MINUTE) == 0
    assert run_jobs(MIDNIGHT) == 1
    seen = statement(voucher)
    assert (seen.voucher.state, seen.balances.returned) == (VoucherState.LAPSED, yuan(1_000))
    assert [event.action for event in history("voucher", voucher.number)] == ["issue", "lapse"]
    assert run_jobs(MIDNIGHT) == 0
    assert broken_invariants() == []


def test_a_hold_of_a_lapsed_voucher_may_still_be_captured_and_its_rest_goes_to_the_budget(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000), facts=world.facts(service_on=date(2026, 12, 31)))
    run_jobs(MIDNIGHT)
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(600), served_by=world.provider.organisation.id, now=MIDNIGHT
        )
    )
    assert (captured.captured, captured.released) == (yuan(300), yuan(200))
    balances = statement(voucher).balances
    assert (balances.available, balances.claimable, balances.returned) == (yuan(0), yuan(300), yuan(700))
    assert broken_invariants() == []


def test_a_hold_released_after_the_lapse_goes_to_the_budget(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000))
    run_jobs(MIDNIGHT)
    transaction(lambda: release(reference="B-1", now=MIDNIGHT))
    assert statement(voucher).balances.returned == yuan(1_000)


def test_a_hold_nobody_resolves_times_out_by_the_policy_and_a_second_run_changes_nothing(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000), facts=world.facts(service_on=date(2026, 3, 9)))
    end = datetime(2026, 3, 9, 16, tzinfo=UTC) + timedelta(days=90)  # 90 days after that day, in Shanghai
    assert run_jobs(end - timedelta(seconds=1)) == 0
    assert run_jobs(end) == 1
    assert find_hold("B-1").state is HoldState.EXPIRED
    assert statement(voucher).balances.available == yuan(1_000)
    assert run_jobs(end + timedelta(days=7)) == 0


def test_a_hold_is_kept_while_what_it_is_for_can_still_be_settled(world):
    kept_until = datetime(2026, 8, 1, tzinfo=UTC)  # later than the policy's 90 days
    world.hold("B-1", world.issue(yuan(1_000)), yuan(1_000), kept_until=kept_until)
    assert run_jobs(kept_until - timedelta(seconds=1)) == 0
    assert run_jobs(kept_until) == 1


def test_no_hold_outlasts_the_last_day_to_claim(world):
    supersede(world, use_by="2026-04-30", redeem_by="2026-04-30")
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000), facts=world.facts(service_on=date(2026, 4, 30)))
    run_jobs(datetime(2026, 4, 30, 16, tzinfo=UTC))  # the day is over in Shanghai
    assert find_hold("B-1").state is HoldState.EXPIRED
    assert statement(voucher).balances.returned == yuan(1_000)
