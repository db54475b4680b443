import pytest
from sqlalchemy import func, select

from app.calendar.closing import close
from app.calendar.models import Lane
from app.calendar.queries import closures, find_schedule, get_schedule, schedules
from app.calendar.schedules import (
    NewSchedule,
    create_schedules_many,
    set_opening_hours,
    set_opening_hours_many,
)
from app.infra.db import db, transaction
from app.kernel.errors import Invalid, NotFound
from tests.support.spans import hours, span, utc


def test_a_schedule_says_zone_lanes_and_hours(context, laboratory):
    kept = get_schedule(laboratory.incubator)
    assert (kept.zone, list(kept.lanes), kept.has_hours) == ("Asia/Shanghai", [1, 2], True)
    assert kept.hours == hours("Asia/Shanghai", "* 00:00-24:00")


def test_hours_are_replaced_with_their_zone(context, laboratory):
    new = hours("Europe/Berlin", "1 08:30-12:00", "1 13:00-24:00")
    transaction(lambda: set_opening_hours(instrument_id=laboratory.microscope, hours=new))
    assert get_schedule(laboratory.microscope).hours == new
    assert get_schedule(laboratory.microscope).zone == "Europe/Berlin"


def test_an_instrument_without_a_schedule_is_not_found(context):
    assert find_schedule(99999) is None
    with pytest.raises(NotFound):
        get_schedule(99999)


def test_many_get_the_same_hours_or_none_does(context, laboratory):
    new = hours("Asia/Shanghai", "1 08:00-12:00")
    both = [laboratory.microscope, laboratory.incubator]
    with pytest.raises(NotFound):
        transaction(lambda: set_opening_hours_many(instrument_ids=[*both, 99999], hours=new))
    assert get_schedule(laboratory.microscope).hours != new
    transaction(lambda: set_opening_hours_many(instrument_ids=both, hours=new))
    assert {each.hours for each in schedules(both).values()} == {new}


def test_an_unknown_zone_and_a_wrong_number_of_lanes_are_refused_together(context, laboratory):
    lanes = db.session.scalar(select(func.count()).select_from(Lane))
    with pytest.raises(Invalid) as refusal:
        transaction(
            lambda: create_schedules_many(
                schedules=[
                    NewSchedule(laboratory.microscope, "Asia/Atlantis", 1),
                    NewSchedule(laboratory.incubator, "Asia/Shanghai", 0),
                ]
            )
        )
    assert [each.code for each in refusal.value.problems] == ["unknown_timezone", "invalid_lane_count"]
    assert db.session.scalar(select(func.count()).select_from(Lane)) == lanes


def test_closures_are_listed_with_their_reason(context, laboratory):
    closed = span("2026-10-01 00:00", "2026-10-08 00:00")
    now = utc("2026-03-01 08:00")
    transaction(lambda: close(instrument_id=laboratory.microscope, span=closed, reason=" 国庆节 ", now=now))
    (card,) = closures(laboratory.microscope, span("2026-10-07 00:00", "2026-10-20 00:00"))
    assert (card.span, card.reason, card.created_at) == (closed, "国庆节", now)
    assert closures(laboratory.incubator, closed) == []
