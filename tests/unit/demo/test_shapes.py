from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from app.demo.volume.shapes import Shape, nights, shapes

NOW = datetime(2026, 3, 2, 1, 20, tzinfo=UTC)


def made(count: int, *, seed: int = 1, instruments: int = 20) -> list[Shape]:
    return list(shapes(count, instruments, 10, NOW, Random(seed)))


def test_the_same_seed_makes_the_same_bookings_and_another_others():
    assert made(200) == made(200)
    assert made(200) != made(200, seed=2)


def test_bookings_of_an_instrument_never_overlap():
    by_instrument = sorted(made(2000), key=lambda shape: (shape.instrument, shape.span.start))

    for one, other in pairwise(by_instrument):
        assert one.instrument != other.instrument or one.span.end <= other.span.start


def test_bookings_are_asked_for_in_the_past_and_before_they_start():
    for shape in made(500):
        assert shape.asked_at < min(NOW, shape.span.start)


def test_no_booking_is_on_the_day_of_loading():
    start = datetime(2026, 3, 1, 16, tzinfo=UTC)  # midnight in Shanghai

    for shape in made(500):
        assert shape.span.end <= start or shape.span.start >= start + timedelta(days=1)


def test_a_few_users_make_most_of_the_bookings():
    bookers = [shape.booker for shape in made(2000)]

    assert bookers.count(0) > 5 * bookers.count(9)


def test_more_bookings_than_there_is_time_for_are_refused():
    with pytest.raises(ValueError, match="too many bookings"):
        made(20_000, instruments=1)


def test_nights_are_over_and_overlap_neither_each_other_nor_other_bookings():
    over = nights(900, 20, 10, NOW, Random(1))

    every = sorted((*over, *made(2000)), key=lambda shape: (shape.instrument, shape.span.start))
    assert all(shape.span.end < NOW - timedelta(days=4) for shape in over)
    for one, other in pairwise(every):
        assert one.instrument != other.instrument or one.span.end <= other.span.start


def test_more_nights_than_there_are_do_not_fit():
    assert len(nights(1000, 20, 10, NOW, Random(1))) == 1000
    with pytest.raises(ValueError, match="too many bookings"):
        nights(1001, 20, 10, NOW, Random(1))
