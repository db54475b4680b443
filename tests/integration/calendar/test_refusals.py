from datetime import timedelta

from app.calendar.allocations import allocate
from app.calendar.closing import close
from app.calendar.domain.free import AllocationKind
from app.calendar.queries import busy, clashes, free, get_schedule, refusals
from app.calendar.schedules import set_opening_hours
from app.infra.db import transaction
from tests.support.spans import hours, span, utc

NOW = utc("2026-03-01 08:00")
WORKDAYS = hours("Asia/Shanghai", *(f"{day} 09:00-17:00" for day in range(1, 6)))  # 01:00 to 09:00 UTC


def opened(laboratory) -> int:
    transaction(lambda: set_opening_hours(instrument_id=laboratory.microscope, hours=WORKDAYS))
    return laboratory.microscope


def refused(instrument: int, wanted, blocked=None, now=NOW) -> dict[str, tuple[str | None, str | None]]:
    problems = refusals(get_schedule(instrument), wanted, blocked or wanted, now)
    return {
        each.code: (each.values.get("nearest_start"), each.values.get("nearest_end")) for each in problems
    }


def book(instrument: int, blocked, **more):
    transaction(
        lambda: allocate(
            instrument_id=instrument,
            reference=f"B-{blocked.start:%d%H%M}",
            kind=AllocationKind.QUOTE if more else AllocationKind.BOOKING,
            blocked=blocked,
            now=NOW,
            **more,
        )
    )


def test_open_untaken_time_passes(context, laboratory):
    assert refused(opened(laboratory), span("2026-03-02 01:00", "09:00")) == {}


def test_time_outside_the_hours_is_refused_with_the_nearest_that_passes(context, laboratory):
    assert refused(opened(laboratory), span("2026-03-02 00:00", "02:00")) == {
        "outside_opening_hours": ("2026-03-02T01:00:00Z", "2026-03-02T03:00:00Z")
    }


def test_closed_time_is_refused(context, laboratory):
    instrument = opened(laboratory)
    closed = span("2026-03-02 01:00", "05:00")
    transaction(lambda: close(instrument_id=instrument, span=closed, reason="maintenance", now=NOW))
    assert refused(instrument, span("2026-03-02 04:00", "06:00")) == {
        "closed": ("2026-03-02T05:00:00Z", "2026-03-02T07:00:00Z")
    }


def test_every_failed_rule_is_told_with_one_span_that_passes_all(context, laboratory):
    instrument = opened(laboratory)
    book(instrument, span("2026-03-02 01:00", "02:00"))
    closed = span("2026-03-02 02:00", "03:00")
    transaction(lambda: close(instrument_id=instrument, span=closed, reason="holiday", now=NOW))
    fix = ("2026-03-02T03:00:00Z", "2026-03-02T06:00:00Z")
    assert refused(instrument, span("2026-03-02 00:30", "03:30")) == {
        "outside_opening_hours": fix,
        "closed": fix,
        "slot_taken": fix,
    }


def test_buffers_keep_away_from_others_time(context, laboratory):
    instrument = opened(laboratory)
    book(instrument, span("2026-03-02 01:00", "02:00"))
    wanted = span("2026-03-02 02:00", "03:00")
    assert refused(instrument, wanted, wanted.widened(15, 0)) == {
        "slot_taken": ("2026-03-02T02:15:00Z", "2026-03-02T03:15:00Z")
    }


def test_a_buffer_may_lie_outside_the_hours(context, laboratory):
    wanted = span("2026-03-02 01:00", "02:00")
    assert refused(opened(laboratory), wanted, wanted.widened(30, 0)) == {}


def test_an_expired_quote_stands_in_nobodys_way(context, laboratory):
    instrument, wanted = opened(laboratory), span("2026-03-02 01:00", "02:00")
    book(instrument, wanted, expires_at=NOW + timedelta(minutes=10))
    assert list(refused(instrument, wanted)) == ["slot_taken"]
    assert refused(instrument, wanted, now=NOW + timedelta(minutes=10)) == {}


def test_the_span_offered_instead_lies_ahead(context, laboratory):
    now = utc("2026-03-02 03:07")
    assert refused(opened(laboratory), span("2026-03-02 00:00", "01:30"), now=now) == {
        "outside_opening_hours": ("2026-03-02T03:15:00Z", "2026-03-02T04:45:00Z")
    }


def test_nothing_is_offered_when_nothing_is_long_enough(context, laboratory):
    assert refused(opened(laboratory), span("2026-03-02 00:00", "10:00")) == {
        "outside_opening_hours": (None, None)
    }


def test_times_at_the_end_of_the_calendar_are_refused_plainly(context, laboratory):
    assert list(refused(opened(laboratory), span("9999-12-30 00:00", "9999-12-31 00:00"))) == [
        "outside_opening_hours"
    ]


def test_a_closure_leaves_a_standing_booking_and_is_seen_as_its_conflict(context, laboratory):
    instrument, window = opened(laboratory), span("2026-03-02 00:00", "10:00")
    book(instrument, span("2026-03-02 02:00", "03:00"))
    book(instrument, span("2026-03-02 05:00", "06:00"))
    closed = span("2026-03-02 01:00", "04:00")
    transaction(lambda: close(instrument_id=instrument, span=closed, reason="outage", now=NOW))
    taken = busy(instrument, window)
    assert [str(each.kind) for each in taken] == ["closure", "booking", "booking"]
    (clash,) = clashes(lambda column: column == instrument, window)
    assert (clash.reference, clash.why, clash.over) == ("B-020200", "outage", closed)
    assert free(get_schedule(instrument), window, taken) == [
        span("2026-03-02 04:00", "05:00"),
        span("2026-03-02 06:00", "09:00"),
    ]
