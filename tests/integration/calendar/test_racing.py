"""Many want the same time at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from app.calendar.allocations import allocate
from app.calendar.domain.free import AllocationKind
from app.calendar.verify import overlapping_allocations
from app.infra.db import transaction
from app.kernel.errors import Conflict
from tests.support.spans import span, utc

NOW = utc("2026-03-01 08:00")
RACERS = 16


def race(app, instrument_id: int) -> list[str]:
    """Let everybody ask for the same span at once; return how each was answered."""
    start = Barrier(RACERS)

    def run(number: int) -> str:
        with app.app_context():
            start.wait()
            try:
                transaction(
                    lambda: allocate(
                        instrument_id=instrument_id,
                        reference=f"B-{number}",
                        kind=AllocationKind.BOOKING,
                        blocked=span("2026-03-02 01:00", "03:00"),
                        now=NOW,
                    )
                )
            except Conflict as refusal:
                return refusal.code
            return "taken"

    with ThreadPoolExecutor(RACERS) as pool:
        return sorted(pool.map(run, range(RACERS)))


@pytest.mark.race
def test_exactly_one_gets_the_only_lane(app, laboratory):
    assert race(app, laboratory.microscope) == ["slot_taken"] * (RACERS - 1) + ["taken"]
    with app.app_context():
        assert overlapping_allocations() == []


@pytest.mark.race
def test_exactly_as_many_get_time_as_there_are_lanes(app, laboratory):
    assert race(app, laboratory.incubator) == ["slot_taken"] * (RACERS - 2) + ["taken"] * 2


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_of_two_connections_the_second_waits_and_is_refused(app, database_url, laboratory):
    address = database_url.replace("+psycopg", "")
    insert = (
        "INSERT INTO allocation (lane_id, instrument_id, reference, kind, exclusive, starts_at, ends_at) "
        "SELECT id, instrument_id, %s, 'booking', true, '2026-03-02 01:00Z', '2026-03-02 03:00Z' "
        "FROM lane WHERE instrument_id = %s"
    )

    def second() -> None:
        with psycopg.connect(address) as connection:
            connection.execute(insert, ("B-2", laboratory.microscope))

    with ThreadPoolExecutor(1) as pool, psycopg.connect(address) as connection:
        connection.execute(insert, ("B-1", laboratory.microscope))
        waiting = pool.submit(second)
        connection.commit()
        with pytest.raises(psycopg.errors.ExclusionViolation, match="allocation_no_overlap"):
            waiting.result(timeout=10)
