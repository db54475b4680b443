"""Warnings before the last day: 30, 7 and 1 days ahead, each once, to those who can still do something."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.infra.db import db, transaction
from app.infra.outbox import OutboxMessage
from app.kernel.words import VoucherMode
from app.voucher import warning
from app.voucher.models import Voucher
from tests.integration.voucher.claims import EIGHT, use
from tests.integration.voucher.world import yuan

LAST = datetime(2026, 12, 31, 4, tzinfo=UTC)
USES = (warning.unwarned_uses, warning.warn_of_use_by)
CLAIMS = (warning.unwarned_claims, warning.warn_of_redeem_by)


def run(job, days_before: int) -> int:
    due, do = job
    now = LAST - timedelta(days=days_before)
    keys = list(due(now, 100))
    for key in keys:
        transaction(lambda key=key: do(key, now))
    return len(keys)


def mails() -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(OutboxMessage.recipient, OutboxMessage.template).order_by(OutboxMessage.id)
    )
    return [(row.recipient, row.template) for row in rows]


@pytest.fixture
def manager(world) -> str:
    return world.manager.actor.email


def test_a_voucher_with_free_value_is_warned_of_three_times_and_never_twice(world, manager):
    world.issue(yuan(1_000))
    for days, due in ((31, 0), (30, 1), (29, 0), (8, 0), (7, 1), (6, 0), (1, 1), (0, 0)):
        assert run(USES, days) == due, f"{days} days before"
    assert mails() == [(manager, "voucher_use_by")] * 3


def test_after_an_outage_only_the_nearest_warning_is_given(world, manager):
    world.issue(yuan(1_000))
    assert run(USES, 3) == 1
    assert run(USES, 3) == 0
    assert run(USES, 1) == 1
    assert len(mails()) == 2


def test_a_voucher_without_free_value_or_past_its_day_is_left_in_peace(world):
    voucher = world.issue(yuan(500))
    world.hold("B-1", voucher, yuan(1_000))
    assert run(USES, 7) == 0
    world.issue(yuan(500))
    assert run(USES, -1) == 0


def test_each_payee_is_warned_of_what_it_has_not_claimed(world, manager):
    use(world, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    use(world, "B-2", VoucherMode.REDEEM, price=EIGHT)
    transaction(lambda: db.session.execute(update(Voucher).values(use_by=LAST.date(), redeem_by=LAST.date())))
    assert run(CLAIMS, 7) == 2
    assert run(CLAIMS, 7) == 0
    assert sorted(mails()) == sorted(
        [(manager, "voucher_redeem_by"), (world.provider.actor.email, "voucher_redeem_by")]
    )
