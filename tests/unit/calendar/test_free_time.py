from datetime import timedelta

from app.calendar.domain.free import (
    AllocationKind,
    Buffers,
    Busy,
    Claim,
    earliest,
    free_by_lane,
    free_intervals,
    lane_is_free,
    nearest,
    standing,
)
from tests.support.spans import span, utc

DAY = [span("2026-03-02 08:00", "18:00")]
ONE, TWO = [1], [1, 2]


def busy(start: str, end: str, lane: int | None = 1, kind=AllocationKind.BOOKING) -> Busy:
    return Busy(span(f"2026-03-02 {start}", end), kind, lane)


def test_open_time_is_free():
    assert free_intervals(DAY, [], ONE) == DAY


def test_taken_time_is_not_free():
    assert free_intervals(DAY, [busy("09:00", "10:00")], ONE) == [
        span("2026-03-02 08:00", "09:00"),
        span("2026-03-02 10:00", "18:00"),
    ]


def test_with_two_lanes_time_is_taken_only_when_both_are():
    taken = [busy("09:00", "11:00", lane=1), busy("10:00", "12:00", lane=2)]
    assert free_intervals(DAY, taken, TWO) == [
        span("2026-03-02 08:00", "10:00"),
        span("2026-03-02 11:00", "18:00"),
    ]


def test_a_closure_takes_every_lane():
    taken = [busy("08:00", "17:00", lane=None, kind=AllocationKind.CLOSURE)]
    assert free_intervals(DAY, taken, TWO) == [span("2026-03-02 17:00", "18:00")]


def test_a_span_needs_one_lane_for_all_of_it():
    taken = [busy("09:00", "10:00", lane=1), busy("10:00", "11:00", lane=2)]
    assert not lane_is_free(span("2026-03-02 09:30", "10:30"), taken, TWO)
    assert lane_is_free(span("2026-03-02 09:00", "10:00"), taken, TWO)


def test_touching_spans_do_not_take_each_other():
    assert lane_is_free(
        span("2026-03-02 10:00", "11:00"), [busy("09:00", "10:00"), busy("11:00", "12:00")], ONE
    )


def test_buffers_keep_away_from_taken_time_but_not_from_closed_time():
    taken = [busy("12:00", "13:00"), busy("16:00", "18:00", lane=None, kind=AllocationKind.CLOSURE)]
    assert free_by_lane(DAY, taken, ONE, Buffers(before=30, after=15)) == [
        [span("2026-03-02 08:00", "11:45"), span("2026-03-02 13:30", "16:00")]
    ]


def test_a_claim_knows_its_buffers():
    claim = Claim(span("2026-03-02 09:00", "10:00"), span("2026-03-02 08:30", "10:10"))
    assert claim.buffers == Buffers(30, 10)


def test_the_earliest_slot_is_the_first_that_is_long_enough():
    spans = [span("2026-03-02 08:00", "08:30"), span("2026-03-02 09:00", "12:00")]
    assert earliest(spans, timedelta(hours=1)) == span("2026-03-02 09:00", "10:00")
    assert earliest(spans, timedelta(hours=4)) is None


def test_the_nearest_slot_may_lie_before_or_after():
    spans = [span("2026-03-02 08:00", "09:30"), span("2026-03-02 14:00", "18:00")]
    assert nearest(spans, span("2026-03-02 10:00", "11:00")) == span("2026-03-02 08:30", "09:30")
    assert nearest(spans, span("2026-03-02 12:30", "13:30")) == span("2026-03-02 14:00", "15:00")
    assert nearest(spans, span("2026-03-02 15:00", "16:00")) == span("2026-03-02 15:00", "16:00")


def test_nothing_is_near_when_nothing_is_long_enough():
    assert nearest([span("2026-03-02 08:00", "09:00")], span("2026-03-02 10:00", "12:00")) is None


def test_a_quote_stands_until_its_moment_and_a_booking_without_end():
    now = utc("2026-03-02 09:00")
    over = Busy(DAY[0], AllocationKind.QUOTE, 1, expires_at=now)
    held = Busy(DAY[0], AllocationKind.QUOTE, 1, expires_at=now + timedelta(seconds=1))
    booked = busy("09:00", "10:00")
    assert standing([over, held, booked], now) == [held, booked]
