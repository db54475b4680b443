from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.booking.domain.repair import first_within
from app.booking.domain.rules import SpanRules, refusals, span_of
from app.kernel.errors import Invalid
from tests.support.spans import span, utc

NOW = utc("2026-03-02 01:00")  # Monday, 09:00 in Shanghai


def rules(**changes) -> SpanRules:
    usual = {
        "min_minutes": 60,
        "max_minutes": 480,
        "step_minutes": 15,
        "lead_minutes": 0,
        "horizon_days": 30,
        "zone": ZoneInfo("Asia/Shanghai"),
    }
    return SpanRules(**usual | changes)


def found(asked, **changes):
    return {problem.code: problem for problem in refusals(rules(**changes), asked, NOW)}


def test_a_good_span_passes():
    assert not found(span("2026-03-03 01:00", "03:00"))


def test_every_failed_rule_is_told_at_once():
    asked = span("2026-03-01 01:05", "01:25")
    assert set(found(asked, lead_minutes=60)) == {
        "in_the_past",
        "too_soon",
        "shorter_than_minimum",
        "off_the_grid",
    }


def test_a_span_in_the_past_is_sent_to_the_next_step():
    problem = found(span("2026-03-02 00:00", "02:00"))["in_the_past"]
    assert problem.field == "starts_at"
    assert problem.values["at"] == NOW


def test_a_span_too_soon_is_sent_to_the_first_step_after_the_lead_time():
    problem = found(span("2026-03-02 01:30", "03:00"), lead_minutes=50)["too_soon"]
    assert problem.values["at"] == utc("2026-03-02 02:00")


def test_a_span_beyond_the_horizon_is_too_far():
    assert set(found(span("2026-04-05 01:00", "03:00"))) == {"too_far"}


def test_a_short_span_is_told_when_to_end():
    problem = found(span("2026-03-03 01:00", "01:30"))["shorter_than_minimum"]
    assert (problem.field, problem.values["at"]) == ("ends_at", utc("2026-03-03 02:00"))


def test_a_long_span_is_told_when_to_end():
    problem = found(span("2026-03-03 01:00", "2026-03-03 12:00"))["longer_than_maximum"]
    assert problem.values["at"] == utc("2026-03-03 09:00")


def test_the_grid_is_the_instruments_wall_clock():
    # Half past the hour in Kolkata is the full hour in UTC.
    asked = span("2026-03-03 01:00", "03:00")
    assert not found(asked, step_minutes=30, zone=ZoneInfo("Asia/Kolkata"))
    assert set(found(asked, step_minutes=60, zone=ZoneInfo("Asia/Kolkata"))) == {"off_the_grid"}


def test_seconds_are_cut_off():
    start = utc("2026-03-03 01:00") + timedelta(seconds=31)
    assert span_of(start, start + timedelta(hours=1)) == span("2026-03-03 01:00", "02:00")


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_span_that_ends_before_it_starts_is_refused_on_its_end(minutes):
    start = utc("2026-03-03 01:00")
    with pytest.raises(Invalid) as refusal:
        span_of(start, start + timedelta(minutes=minutes))
    [problem] = refusal.value.problems
    assert (problem.code, problem.field) == ("ends_before_start", "ends_at")


def test_what_a_free_time_offers_keeps_grid_and_length_and_has_room():
    short, long = span("2026-03-03 01:20", "02:15"), span("2026-03-03 03:20", "06:00")
    assert first_within(rules(), [short, long], 60) == span("2026-03-03 03:30", "04:30")
    assert first_within(rules(min_minutes=30), [short, long], 60) == span("2026-03-03 01:30", "02:15")
    assert first_within(rules(), [short], 60) is None
