from datetime import UTC, date, datetime

from app.booking.domain.orders import deadlines

# 23:30 on 2 March in UTC is 07:30 on 3 March in Shanghai.
MORNING_OF_3_MARCH = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def midnight_after(month, day):
    """The end of a day in Shanghai, eight hours ahead."""
    return datetime(2026, month, day, 16, tzinfo=UTC)


def test_days_are_counted_in_shanghai_and_run_to_their_last_minute():
    assert deadlines.quote_by(MORNING_OF_3_MARCH) == midnight_after(3, 10)
    assert deadlines.accept_by(MORNING_OF_3_MARCH) == midnight_after(3, 13)
    assert deadlines.answer_by(MORNING_OF_3_MARCH) == midnight_after(4, 2)


def test_a_quotation_ends_after_a_fortnight_and_never_after_the_day_it_names():
    assert deadlines.valid_until(MORNING_OF_3_MARCH, None) == midnight_after(3, 17)
    assert deadlines.valid_until(MORNING_OF_3_MARCH, date(2026, 3, 12)) == midnight_after(3, 12)
    assert deadlines.valid_until(MORNING_OF_3_MARCH, date(2026, 12, 31)) == midnight_after(3, 17)


def test_a_hold_outlasts_a_late_delivery_and_two_rounds_of_objections():
    due = date(2026, 3, 31)
    waits = deadlines.GIVEN_UP_AFTER + 3 * deadlines.ACCEPT_WITHIN + 2 * deadlines.ANSWER_WITHIN
    assert deadlines.hold_until(due) > deadlines.give_up_at(due) + (waits - deadlines.GIVEN_UP_AFTER)
