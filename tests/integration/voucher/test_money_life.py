"""Money from grant to payout and back keeps every invariant at each step, in both modes.

`ONEPOOL_LIFE_RUNS` and `ONEPOOL_LIFE_STEPS` make it longer: `make test-deep`.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.voucher.money_life import MoneyLife

RUNS = int(os.environ.get("ONEPOOL_LIFE_RUNS", "20"))
STEPS = int(os.environ.get("ONEPOOL_LIFE_STEPS", "30"))


def test_every_invariant_holds_after_every_step_from_use_to_payout(world):
    MoneyLife.world = world
    run_state_machine_as_test(
        MoneyLife,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
