"""Raw SQL around the service layer: what the database promises of several holds and captures of one use."""

import pytest
from sqlalchemy import text

from app.infra.db import db
from app.kernel.words import VoucherMode
from tests.integration.voucher.test_ledger_rules import refused_by
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.together import hold_together, use_together
from tests.integration.voucher.world import open_programme, yuan

HOLD = (
    "mode, state, amount_minor, captured_minor, currency, host_region, snapshot, held_at, expires_at, "
    "policy_id, "
)
COPY = f"""
    INSERT INTO hold ({HOLD} reference, voucher_id, position)
    SELECT {{changed}} reference, :voucher, :position FROM hold WHERE reference = 'B-1' AND position = 1"""
CAPTURE = (
    "reference, voucher_id, programme_id, policy_id, mode, enterprise_id, provider_organisation_id, "
    "issuer_region, host_region, payer_region, currency, rate_percent, redeem_by, captured_at, state"
)


def again(**changes: str) -> str:
    """Return a copy of the first hold with another expression for some columns."""
    changed = HOLD
    for column, expression in changes.items():
        changed = changed.replace(column, expression)
    return COPY.format(changed=changed)


def ids(query: str) -> list[int]:
    found = list(db.session.scalars(text(query)))
    db.session.rollback()
    return found


@pytest.fixture
def held(world) -> tuple[int, int, int]:
    """¥200 of a first and ¥300 of a second voucher are held for B-1; return those and a third one's id."""
    supersede(world, voucher_order="smallest")
    first, second, third = (world.issue(yuan(face)) for face in (200, 900, 5_000))
    hold_together(world, "B-1", yuan(1_000), first, second)
    return first.id, second.id, third.id


def test_two_live_holds_of_one_voucher_for_one_reference_are_impossible(held):
    first, _, _ = held
    refused_by(r"hold_voucher_once|hold\.voucher_id", again(), voucher=first, position=3)


def test_two_live_holds_at_one_position_are_impossible(held):
    _, _, third = held
    refused_by(r"hold_one_live|hold\.position", again(), voucher=third, position=1)
    refused_by(r"hold_one_live|hold\.position", again(), voucher=third, position=2)


def test_positions_are_counted_from_one_without_a_gap(held):
    _, _, third = held
    refused_by("hold_follows", again(), voucher=third, position=4)
    refused_by("position_counts", again(), voucher=third, position=0)


def test_a_further_hold_is_of_the_same_mode_and_currency_as_the_one_before(held):
    _, _, third = held
    refused_by("hold_follows", again(mode="'reimburse'"), voucher=third, position=3)
    refused_by("hold_follows", again(currency="'USD'"), voucher=third, position=3)
    refused_by("hold_follows", again(host_region="'330000'"), voucher=third, position=3)


def test_a_further_hold_is_of_the_same_programme_and_enterprise(held, world):
    elsewhere = open_programme(world.officer).issue(world.researcher, yuan(10))
    theirs = world.issue(yuan(10), to=world.stranger)
    db.session.remove()
    for voucher in (elsewhere, theirs):
        refused_by("hold_follows", again(), voucher=voucher.id, position=3)


def test_the_position_of_a_hold_never_changes(held):
    refused_by("hold_is_fixed", "UPDATE hold SET position = 3 WHERE position = 2")


def test_captures_of_one_use_never_add_up_to_more_than_they_say(world):
    use_together(world, "B-1", VoucherMode.REDEEM, yuan(200), yuan(300), price=yuan(1_000))
    world.hold("B-2", world.issue(yuan(50)), yuan(100))
    db.session.remove()
    (hold,) = ids("SELECT id FROM hold WHERE reference = 'B-2'")
    copy = f"""
        INSERT INTO capture ({CAPTURE}, hold_id, price_minor, captured_minor, together_minor)
        SELECT {CAPTURE}, :hold, :price, :captured, :together FROM capture
        WHERE reference = 'B-1' ORDER BY id LIMIT 1"""
    more = {"hold": hold, "price": 100_000, "captured": 1}
    refused_by("capture_within_together", copy, **more, together=50_000)
    refused_by("capture_within_together", copy, **more, together=50_001)
    refused_by("capture_within_together", copy, **more, together=None)
    refused_by("capture_within_together|together_within", copy, **more, together=100_001)


def test_what_all_vouchers_paid_is_fixed(world):
    use_together(world, "B-1", VoucherMode.REDEEM, yuan(200), yuan(300), price=yuan(1_000))
    db.session.remove()
    refused_by("capture_is_fixed", "UPDATE capture SET together_minor = together_minor + 1")


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT DISTINCT trigger_name FROM information_schema.triggers ORDER BY trigger_name",
}


def test_the_migration_keeps_what_was_held_and_every_trigger(cli, engine_name, world):
    use_together(world, "B-1", VoucherMode.REDEEM, yuan(500), price=yuan(1_000))
    world.hold("B-2", world.issue(yuan(50)), yuan(100))
    db.session.remove()
    with db.engine.connect() as connection:
        before = list(connection.scalars(text(TRIGGERS[engine_name])))
    for step in ("downgrade", "upgrade"):
        done = cli.invoke(args=["db", step, *(["0017"] if step == "downgrade" else [])])
        assert done.exit_code == 0, done.output
    with db.engine.connect() as connection:
        assert list(connection.scalars(text(TRIGGERS[engine_name]))) == before
    assert ids("SELECT position FROM hold") == [1, 1]
    refused_by("hold_is_fixed", "UPDATE hold SET position = 2 WHERE reference = 'B-2'")
    refused_by("capture_is_fixed", "UPDATE capture SET price_minor = price_minor + 1")
