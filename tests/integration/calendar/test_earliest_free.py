from sqlalchemy import Integer, literal_column, select, union_all

from app.calendar.allocations import allocate
from app.calendar.closing import close
from app.calendar.domain.free import AllocationKind
from app.calendar.queries import earliest_free
from app.calendar.schedules import set_opening_hours
from app.infra.db import transaction
from tests.support.spans import hours, span, utc
from tests.support.statements import counted

NOW = utc("2026-03-01 08:00")
WEEKS = span("2026-03-02 00:00", "2026-04-02 00:00")


def among(*instruments: int, columns: str = ""):
    ids = union_all(*(select(literal_column(str(each), Integer).label("id")) for each in instruments))
    chosen = ids.subquery()
    more = [literal_column("30", Integer).label(each) for each in columns.split()]
    return select(chosen.c.id, *more)


def found(*instruments: int, minutes=60, window=WEEKS, limit=10, columns=""):
    slots = earliest_free(
        among=among(*instruments, columns=columns), minutes=minutes, window=window, limit=limit
    )
    return [(each.instrument_id, each.span) for each in slots]


def book(instrument: int, blocked):
    transaction(
        lambda: allocate(
            instrument_id=instrument,
            reference=f"B-{instrument}-{blocked.start:%d%H%M}-{blocked.minutes}",
            kind=AllocationKind.BOOKING,
            blocked=blocked,
            now=NOW,
        )
    )


def test_the_soonest_slot_of_each_is_found_soonest_first(context, laboratory):
    book(laboratory.microscope, span("2026-03-02 00:00", "06:00"))
    assert found(laboratory.microscope, laboratory.incubator) == [
        (laboratory.incubator, span("2026-03-02 00:00", "01:00")),
        (laboratory.microscope, span("2026-03-02 06:00", "07:00")),
    ]


def test_one_free_lane_is_enough(context, laboratory):
    book(laboratory.incubator, span("2026-03-02 00:00", "06:00"))
    assert found(laboratory.incubator) == [(laboratory.incubator, span("2026-03-02 00:00", "01:00"))]
    book(laboratory.incubator, span("2026-03-02 00:00", "02:00"))
    assert found(laboratory.incubator) == [(laboratory.incubator, span("2026-03-02 02:00", "03:00"))]


def test_hours_and_closures_count(context, laboratory):
    microscope, mondays = laboratory.microscope, hours("Asia/Shanghai", "1 09:00-17:00")
    transaction(lambda: set_opening_hours(instrument_id=microscope, hours=mondays))
    closed = span("2026-03-02 00:00", "2026-03-08 00:00")
    transaction(lambda: close(instrument_id=microscope, span=closed, reason="holiday", now=NOW))
    assert found(microscope) == [(microscope, span("2026-03-09 01:00", "02:00"))]
    assert found(microscope, minutes=9 * 60) == []


def test_a_slot_longer_than_a_day_is_found(context, laboratory):
    book(laboratory.microscope, span("2026-03-03 00:00", "01:00"))
    assert found(laboratory.microscope, minutes=2880) == [
        (laboratory.microscope, span("2026-03-03 01:00", "2026-03-05 01:00"))
    ]


def test_buffers_are_kept_free_where_they_are_handed_over(context, laboratory):
    book(laboratory.microscope, span("2026-03-01 23:00", "2026-03-02 00:00"))
    book(laboratory.microscope, span("2026-03-02 01:45", "02:00"))
    buffers = "set_up_buffer_minutes clean_up_buffer_minutes"
    assert found(laboratory.microscope, columns=buffers) == [
        (laboratory.microscope, span("2026-03-02 02:30", "03:30"))
    ]


def test_no_more_are_returned_than_asked_for(context, laboratory):
    assert found(laboratory.microscope, laboratory.incubator, limit=1) == [
        (laboratory.microscope, span("2026-03-02 00:00", "01:00"))
    ]


def test_only_those_chosen_are_looked_at(context, laboratory):
    assert [each for each, _ in found(laboratory.incubator)] == [laboratory.incubator]


def test_the_number_of_queries_does_not_depend_on_how_many_are_chosen(app, context, laboratory):
    with counted(app) as for_one:
        found(laboratory.microscope, limit=2)
    with counted(app) as for_two:
        found(laboratory.microscope, laboratory.incubator, limit=3)
    assert len(for_two) == len(for_one) == 2
