from datetime import timedelta

import pytest

from app.booking.domain.attendance import check_in_time, check_out_now, check_out_time
from app.kernel.errors import Invalid
from tests.support.spans import span, utc

BOOKED = span("2026-03-05 01:00", "04:00")
ZONE = "Asia/Shanghai"


def test_check_in_opens_an_hour_before_the_start():
    assert check_in_time(BOOKED, utc("2026-03-05 00:00"), ZONE) == utc("2026-03-05 00:00")


@pytest.mark.parametrize(
    ("at", "code"), [("2026-03-04 23:59", "too_early"), ("2026-03-05 04:00", "too_late")]
)
def test_check_in_outside_the_booking_is_refused(at, code):
    with pytest.raises(Invalid) as refusal:
        check_in_time(BOOKED, utc(at), ZONE)
    assert (refusal.value.code, refusal.value.problems[0].field) == (code, "at")


def test_seconds_do_not_count():
    assert check_in_time(BOOKED, utc("2026-03-05 01:00") + timedelta(seconds=59), ZONE) == BOOKED.start


def test_a_session_may_run_over_by_a_day():
    late = BOOKED.end + timedelta(hours=24)
    assert check_out_time(BOOKED, BOOKED.start, late, ZONE) == late
    with pytest.raises(Invalid, match="too_late"):
        check_out_time(BOOKED, BOOKED.start, late + timedelta(minutes=1), ZONE)


def test_a_session_ends_after_it_started():
    with pytest.raises(Invalid, match="too_early"):
        check_out_time(BOOKED, BOOKED.start, BOOKED.start, ZONE)


def test_a_session_ended_at_once_lasts_a_minute():
    ended = check_out_now(BOOKED, BOOKED.start, BOOKED.start + timedelta(seconds=5), ZONE)
    assert ended == BOOKED.start + timedelta(minutes=1)
