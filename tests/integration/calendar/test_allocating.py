from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.calendar.allocations import allocate, hand_over, release, release_expired, shorten
from app.calendar.domain.free import AllocationKind
from app.calendar.models import Allocation, Lane
from app.calendar.queries import busy
from app.infra.db import db, transaction
from app.kernel.errors import Conflict
from tests.support.outside_calendars import connected_calendar
from tests.support.spans import span, utc

NOW = utc("2026-03-01 08:00")
MORNING = span("2026-03-02 01:00", "03:00")
LATER = NOW + timedelta(minutes=10)


def take(instrument: int, reference: str, blocked=MORNING, now=NOW, **more):
    kind = AllocationKind.QUOTE if "expires_at" in more else AllocationKind.BOOKING
    return transaction(
        lambda: allocate(
            instrument_id=instrument, reference=reference, kind=kind, blocked=blocked, now=now, **more
        )
    )


def held(instrument: int) -> list[tuple[int | None, str]]:
    return [(each.lane, str(each.kind)) for each in busy(instrument, span("2026-03-02 00:00", "23:00"))]


def test_time_is_taken_once(context, laboratory):
    take(laboratory.microscope, "B-1")
    with pytest.raises(Conflict) as refusal:
        take(laboratory.microscope, "B-2", span("2026-03-02 02:59", "04:00"))
    assert refusal.value.code == "slot_taken"
    assert held(laboratory.microscope) == [(1, "booking")]


def test_each_lane_is_taken_in_turn(context, laboratory):
    take(laboratory.incubator, "B-1")
    take(laboratory.incubator, "B-2")
    assert held(laboratory.incubator) == [(1, "booking"), (2, "booking")]
    with pytest.raises(Conflict):
        take(laboratory.incubator, "B-3")


def test_a_lane_may_be_chosen(context, laboratory):
    take(laboratory.incubator, "B-1", lane=2)
    assert held(laboratory.incubator) == [(2, "booking")]
    with pytest.raises(Conflict):
        take(laboratory.incubator, "B-2", lane=2)


def test_an_outside_block_keeps_new_bookings_away(context, laboratory):
    lane = db.session.scalar(select(Lane.id).where(Lane.instrument_id == laboratory.microscope))
    calendar = transaction(lambda: connected_calendar(laboratory.microscope))
    outside = Allocation(
        lane_id=lane,
        instrument_id=laboratory.microscope,
        reference=f"outside:{calendar}",
        kind="outside",
        exclusive=False,
        starts_at=MORNING.start,
        ends_at=MORNING.end,
        outside_calendar_id=calendar,
    )
    transaction(lambda: db.session.add(outside))
    with pytest.raises(Conflict):
        take(laboratory.microscope, "B-1")


def test_a_quote_holds_the_time_until_its_moment(context, laboratory):
    take(laboratory.microscope, "Q-1", expires_at=LATER)
    with pytest.raises(Conflict):
        take(laboratory.microscope, "B-1", now=LATER - timedelta(seconds=1))
    take(laboratory.microscope, "B-1", now=LATER)
    assert held(laboratory.microscope) == [(1, "booking")]


def test_a_quote_is_handed_over_to_a_booking_and_expires_no_more(context, laboratory):
    take(laboratory.microscope, "Q-1", expires_at=LATER)
    kept = transaction(lambda: hand_over(reference="Q-1", to_reference="B-1", kind=AllocationKind.BOOKING))
    assert (kept.reference, kept.kind, kept.blocked, kept.expires_at) == ("B-1", "booking", MORNING, None)
    assert transaction(lambda: release_expired(kind=AllocationKind.QUOTE, now=LATER)) == 0


def test_a_quote_that_holds_nothing_any_more_is_not_handed_over(context, laboratory):
    with pytest.raises(Conflict) as refusal:
        transaction(lambda: hand_over(reference="Q-1", to_reference="B-1", kind=AllocationKind.BOOKING))
    assert refusal.value.code == "quote_expired"


def test_expired_quotes_are_given_back_and_bookings_stay(context, laboratory):
    take(laboratory.incubator, "Q-1", expires_at=LATER)
    take(laboratory.incubator, "B-1")
    assert transaction(lambda: release_expired(kind=AllocationKind.QUOTE, now=LATER)) == 1
    assert held(laboratory.incubator) == [(2, "booking")]


def test_an_early_end_gives_the_rest_back(context, laboratory):
    take(laboratory.microscope, "B-1")
    transaction(lambda: shorten(reference="B-1", until=utc("2026-03-02 02:00")))
    take(laboratory.microscope, "B-2", span("2026-03-02 02:00", "03:00"))


def test_shortening_never_lengthens_nor_empties(context, laboratory):
    take(laboratory.microscope, "B-1")
    for until in (MORNING.end + timedelta(hours=1), MORNING.start):
        transaction(lambda moment=until: shorten(reference="B-1", until=moment))
    assert busy(laboratory.microscope, MORNING)[0].span == MORNING


def test_what_is_given_back_may_be_taken_again(context, laboratory):
    take(laboratory.microscope, "B-1")
    assert transaction(lambda: release(reference="B-1"))
    assert not transaction(lambda: release(reference="B-1"))
    take(laboratory.microscope, "B-2")
    assert db.session.scalar(select(func.count()).select_from(Allocation)) == 1
