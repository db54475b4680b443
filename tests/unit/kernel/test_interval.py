from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.interval import Interval, merge, subtract

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def span(start: int, end: int) -> Interval:
    return Interval(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))


spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 40)).map(lambda s: span(s[0], s[0] + s[1])), max_size=12
)


def minutes(intervals):
    moments = set()
    for each in intervals:
        start = (each.start - NOON) // timedelta(minutes=1)
        moments.update(range(start, start + each.minutes))
    return moments


def test_refuses_naive_and_reversed_times():
    with pytest.raises(ValueError, match="offset"):
        Interval(datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10))  # noqa: DTZ001
    with pytest.raises(ValueError, match="ends after"):
        span(10, 10)


def test_keeps_utc_whatever_the_offset():
    beijing = timezone(timedelta(hours=8))
    assert Interval(datetime(2026, 3, 2, 9, tzinfo=beijing), NOON).start == datetime(
        2026, 3, 2, 1, tzinfo=UTC
    )


def test_touching_spans_do_not_overlap():
    assert not span(0, 10).overlaps(span(10, 20))
    assert span(0, 11).overlaps(span(10, 20))


@given(spans)
def test_merging_keeps_every_minute_and_leaves_gaps_between(given_spans):
    merged = merge(given_spans)
    assert minutes(merged) == minutes(given_spans)
    assert all(a.end < b.start for a, b in pairwise(merged))


@given(spans, spans)
def test_subtracting_is_set_difference_of_minutes(given_spans, holes):
    assert minutes(subtract(given_spans, holes)) == minutes(given_spans) - minutes(holes)
