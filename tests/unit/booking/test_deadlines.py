from app.booking.domain import deadlines
from tests.support.spans import span, utc

SPAN = span("2026-03-05 01:00", "04:00")


def test_a_request_waits_two_days():
    assert deadlines.confirm_by(utc("2026-03-01 00:00"), SPAN) == utc("2026-03-03 00:00")


def test_a_request_waits_no_longer_than_the_booked_start():
    assert deadlines.confirm_by(utc("2026-03-04 20:00"), SPAN) == SPAN.start


def test_a_reminder_comes_a_day_ahead():
    assert deadlines.remind_at(utc("2026-03-01 00:00"), SPAN) == utc("2026-03-04 01:00")


def test_who_books_on_the_last_day_needs_no_reminder():
    assert deadlines.remind_at(utc("2026-03-04 02:00"), SPAN) is None


def test_a_no_show_is_judged_after_the_grace():
    assert deadlines.no_show_at(SPAN, 30) == utc("2026-03-05 01:30")


def test_a_grace_longer_than_the_booking_ends_with_it():
    assert deadlines.no_show_at(SPAN, 600) == SPAN.end


def test_a_record_written_early_is_still_accepted_only_after_the_booked_end():
    early = utc("2026-03-01 00:00")
    assert deadlines.sign_by(SPAN, early) == utc("2026-03-06 04:00")
    assert deadlines.accept_by(SPAN, early) == utc("2026-03-08 04:00")


def test_the_chain_of_an_absent_customer_ends_within_a_week_of_the_start():
    assert deadlines.appeal_by(deadlines.no_show_at(SPAN, 30)) == utc("2026-03-08 01:30")


def test_a_hold_outlives_every_deadline():
    last = deadlines.accept_by(SPAN, deadlines.sign_by(SPAN, SPAN.end + deadlines.CHECK_OUT_LATEST))
    assert deadlines.hold_until(SPAN) > last
