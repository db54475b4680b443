from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text

from app.calendar.models import Allocation, Lane
from app.calendar.verify import CHECKS
from app.infra.db import db
from tests.support.spans import span

# Only by taking the promise away can a test make the database break it.
UNGUARD = {
    "sqlite": "DROP TRIGGER allocation_no_overlap_insert",
    "postgresql": "ALTER TABLE allocation DROP CONSTRAINT allocation_no_overlap",
}


@pytest.mark.parametrize(
    ("spans", "broken"),
    [
        ([("01:00", "02:00"), ("02:00", "03:00")], []),
        ([("01:00", "02:00"), ("01:59", "03:00")], ["R1"]),
        ([("01:00", "09:00"), ("02:00", "03:00"), ("04:00", "05:00")], ["R1", "R2"]),
    ],
)
def test_overlaps_are_found_even_behind_a_longer_span(context, laboratory, engine_name, spans, broken):
    db.session.execute(text(UNGUARD[engine_name]))
    lane = db.session.scalar(select(Lane.id).where(Lane.instrument_id == laboratory.microscope))
    for number, (start, end) in enumerate(spans):
        taken = span(f"2026-03-02 {start}", end)
        row = {
            "lane_id": lane,
            "instrument_id": laboratory.microscope,
            "reference": f"R{number}",
            "kind": "booking",
            "exclusive": True,
            "starts_at": taken.start,
            "ends_at": taken.start + timedelta(minutes=taken.minutes),
        }
        db.session.execute(insert(Allocation).values(row))
    check = next(each for each in CHECKS if each.code == "I1")
    assert [line.split(": ")[1].split(" ")[0] for line in check.run()] == broken
