"""The database itself keeps two from having the same time, with nothing of the service layer in between."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, text
from sqlalchemy.exc import DBAPIError

from app.calendar.verify import overlapping_allocations
from app.infra.db import UTCDateTime, db, transaction
from tests.support.outside_calendars import connected_calendar

START = datetime(2026, 3, 2, tzinfo=UTC)
INSERT = text(
    "INSERT INTO allocation "
    "(lane_id, instrument_id, reference, kind, exclusive, starts_at, ends_at, outside_calendar_id) "
    "VALUES (:lane, :instrument, :reference, :kind, :exclusive, :start, :end, :calendar)"
).bindparams(bindparam("start", type_=UTCDateTime), bindparam("end", type_=UTCDateTime))


def calendar_of(laboratory) -> int:
    """Return the outside calendar of the incubator, connected when it is first asked for."""
    known = db.session.scalar(text("SELECT id FROM outside_calendar"))
    return known or transaction(lambda: connected_calendar(laboratory.incubator))


def take(laboratory, reference: str, start: int, end: int, *, kind="booking", lane=None) -> bool:
    """Insert minutes `start` to `end` by raw SQL and commit; tell whether the database kept them apart."""
    lanes = db.session.scalars(
        text("SELECT id FROM lane WHERE instrument_id = :id ORDER BY number"), {"id": laboratory.incubator}
    ).all()
    calendar = calendar_of(laboratory) if kind == "outside" else None
    row = {
        "lane": lanes[(lane or 1) - 1],
        "instrument": laboratory.incubator,
        "reference": reference if calendar is None else f"outside:{calendar}",
        "kind": kind,
        "exclusive": kind != "outside",
        "start": START + timedelta(minutes=start),
        "end": START + timedelta(minutes=end),
        "calendar": calendar,
    }
    try:
        db.session.execute(INSERT, row)
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        if "allocation_no_overlap" not in str(error):
            raise
        return False
    return True


def test_overlapping_time_of_a_lane_is_refused(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    assert not take(laboratory, "B", 119, 180)
    assert not take(laboratory, "C", 0, 61)
    assert not take(laboratory, "D", 70, 80)
    assert not take(laboratory, "E", 0, 1000)


def test_touching_time_is_taken(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    assert take(laboratory, "B", 120, 180)
    assert take(laboratory, "C", 0, 60)


def test_the_other_lane_is_free(context, laboratory):
    assert take(laboratory, "A", 60, 120, lane=1)
    assert take(laboratory, "B", 60, 120, lane=2)


def test_outside_time_may_lie_over_a_booking(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    assert take(laboratory, "X", 60, 120, kind="outside")
    assert take(laboratory, "X", 90, 150, kind="outside")


def test_moving_a_span_onto_another_is_refused(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    assert take(laboratory, "B", 120, 180)
    move = text("UPDATE allocation SET starts_at = :start WHERE reference = 'B'")
    with pytest.raises(DBAPIError, match="allocation_no_overlap"):
        db.session.execute(
            move.bindparams(bindparam("start", type_=UTCDateTime)), {"start": START + timedelta(minutes=119)}
        )


def test_a_span_may_shrink_where_it_stands(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    shrink = text("UPDATE allocation SET ends_at = :end").bindparams(bindparam("end", type_=UTCDateTime))
    db.session.execute(shrink, {"end": START + timedelta(minutes=90)})
    db.session.commit()
    assert take(laboratory, "B", 90, 120)


def test_turning_an_outside_span_into_a_booking_over_another_is_refused(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    assert take(laboratory, "X", 60, 120, kind="outside")
    turn = text(
        "UPDATE allocation SET kind = 'booking', exclusive = :yes, outside_calendar_id = NULL "
        "WHERE kind = 'outside'"
    )
    with pytest.raises(DBAPIError, match="allocation_no_overlap"):
        db.session.execute(turn, {"yes": True})


STRAYS = {
    "no calendar": {"reference": "outside:1", "calendar": None},
    "a calendar that is not": {"reference": "outside:999", "calendar": 999},
    "another's reference": {"reference": "outside:999"},
}


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_outside_time_belongs_to_a_calendar_or_is_not_at_all(context, laboratory, stray):
    assert take(laboratory, "X", 60, 120, kind="outside")
    change = ", ".join(
        f"{column} = :{name}"
        for name, column in (("reference", "reference"), ("calendar", "outside_calendar_id"))
        if name in stray
    )
    refused = r"ck_allocation_outside_calendar|fk_allocation_outside_calendar_id|FOREIGN KEY"
    with pytest.raises(DBAPIError, match=refused):
        db.session.execute(text(f"UPDATE allocation SET {change} WHERE kind = 'outside'"), stray)
    db.session.rollback()
    db.session.execute(text("DELETE FROM outside_reading"))
    with pytest.raises(DBAPIError, match=refused):
        db.session.execute(text("DELETE FROM outside_calendar"))


@pytest.mark.parametrize("minutes", [(60, 60), (120, 60)])
def test_a_span_that_does_not_end_after_it_starts_is_refused(context, laboratory, minutes):
    with pytest.raises(DBAPIError, match=r"ck_allocation_span|range lower bound"):
        take(laboratory, "A", *minutes)


def test_a_reference_holds_time_once(context, laboratory):
    assert take(laboratory, "A", 60, 120)
    with pytest.raises(DBAPIError, match=r"uq_allocation_reference|allocation\.reference"):
        take(laboratory, "A", 200, 220)


spans = st.tuples(st.integers(0, 60), st.integers(1, 12), st.integers(1, 2))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spans, max_size=14))
def test_the_database_accepts_a_span_exactly_when_it_overlaps_none(context, laboratory, wanted):
    db.session.execute(text("DELETE FROM allocation"))
    db.session.commit()
    accepted: list[tuple[int, int, int]] = []
    for number, (start, length, lane) in enumerate(wanted):
        end = start + length
        is_free = all(lane != other or end <= first or start >= last for first, last, other in accepted)
        assert take(laboratory, f"R{number}", start, end, lane=lane) is is_free
        if is_free:
            accepted.append((start, end, lane))
    assert overlapping_allocations() == []
