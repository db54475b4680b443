"""Money from grant to payout and back keeps every invariant at each step, in both modes.

A hundred runs, four of five on SQLite, which takes a third of the time. `ONEPOOL_LIFE_RUNS` makes it
more: `make test-deep`. A run that fails is shown as it was; with
`ONEPOOL_LIFE_SHRINK=1` the shortest that fails is looked for, which takes minutes.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.infra.db import transaction
from tests.integration.voucher.life_ground import build_cast
from tests.integration.voucher.money_life import MoneyLife

RUNS = int(os.environ.get("ONEPOOL_LIFE_RUNS", "100"))
STEPS = 50
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("ONEPOOL_LIFE_SHRINK") else (Phase.generate,)
SHARES = {"sqlite": 4, "postgresql": 1}


def test_every_invariant_holds_after_every_step_from_grant_to_payout(engine_name, world):
    MoneyLife.cast = transaction(lambda: build_cast(world))
    run_state_machine_as_test(
        MoneyLife,
        settings=settings(
            max_examples=RUNS * SHARES[engine_name] // 5,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=PHASES,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
