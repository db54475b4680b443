"""What a keeper's prices come to, said beside them."""

from datetime import date

from app.booking.present.examples import examples
from app.pool.domain.rates import Band, RateTerms

WEDNESDAY = date(2026, 3, 4)
ALWAYS, WORKDAYS = frozenset(range(1, 8)), frozenset(range(1, 6))


def totals(*bands: Band) -> list[int | None]:
    terms = RateTerms("enterprise", WEDNESDAY, bands, 60, no_show_percent=100)
    return [each.total.minor if each.total else None for each in examples(terms, WEDNESDAY, "Asia/Shanghai")]


def test_they_lie_in_the_next_week_on_the_clock_of_the_instrument():
    terms = RateTerms("enterprise", WEDNESDAY, (Band(ALWAYS, 0, 1440, 100_00),), 60, no_show_percent=100)
    spans = [each.span for each in examples(terms, WEDNESDAY, "Asia/Shanghai")]
    assert [f"{span.start:%m-%d %H:%M}" for span in spans] == ["03-09 01:00", "03-11 06:00", "03-13 12:00"]
    assert [span.minutes for span in spans] == [60, 240, 720]


def test_each_is_priced_as_a_customers_would_be():
    assert totals(Band(ALWAYS, 0, 1440, 100_00)) == [100_00, 400_00, 1200_00]


def test_a_span_that_has_no_price_says_so():
    assert totals(Band(WORKDAYS, 0, 1440, 100_00)) == [100_00, 400_00, None]
