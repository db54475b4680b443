import pytest

from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.kernel.errors import Invalid


def weekly(*periods: tuple[object, object, object], zone: object = "Asia/Shanghai") -> dict[str, object]:
    return {
        "timezone": zone,
        "weekly": [{"weekday": weekday, "from": opens, "to": closes} for weekday, opens, closes in periods],
    }


def refused(data) -> list[tuple[str, str | None]]:
    with pytest.raises(Invalid) as refusal:
        WeeklyHours.from_dict(data)
    return [(problem.code, problem.field) for problem in refusal.value.problems]


def test_hours_are_read_in_the_shape_of_the_api():
    read = WeeklyHours.from_dict(weekly((2, "08:30", "17:30"), (1, "00:00", "24:00")))
    assert read == WeeklyHours("Asia/Shanghai", (OpeningPeriod(1, 0, 1440), OpeningPeriod(2, 510, 1050)))


def test_hours_are_written_as_they_were_read():
    data = weekly((1, "00:00", "24:00"), (2, "08:30", "17:30"))
    assert WeeklyHours.from_dict(data).to_dict() == data


def test_periods_of_a_day_may_touch():
    assert len(WeeklyHours.from_dict(weekly((1, "08:00", "12:00"), (1, "12:00", "18:00"))).periods) == 2


def test_an_empty_week_is_allowed():
    assert WeeklyHours.from_dict(weekly()).periods == ()


@pytest.mark.parametrize(
    "zone",
    ["Asia/Atlantis", "localtime", "Factory", "posixrules", "", "../../etc/passwd", "Asia", None, 8, "UTC\0"],
)
def test_an_unknown_zone_is_refused(zone):
    assert refused(weekly((1, "08:00", "12:00"), zone=zone)) == [("unknown_timezone", "timezone")]


@pytest.mark.parametrize(
    "period",
    [
        (0, "08:00", "12:00"),
        (8, "08:00", "12:00"),
        ("1", "08:00", "12:00"),
        (True, "08:00", "12:00"),
        (1, "12:00", "08:00"),
        (1, "08:00", "08:00"),
        (1, "24:00", "24:00"),
        (1, "8:00", "12:00"),
        (1, "08:00", "24:01"),
        (1, "08:00", "12:60"),
        (1, 480, 720),
        (1, None, "12:00"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(period):
    assert refused(weekly(period)) == [("invalid_period", "weekly.0")]


@pytest.mark.parametrize("periods", [None, "08:00-12:00", [1], {"weekday": 1}])
def test_anything_but_a_list_of_periods_is_refused(periods):
    assert refused({"timezone": "UTC", "weekly": periods}) == [("invalid_period", "weekly.0")]


def test_overlapping_periods_are_refused():
    assert refused(weekly((1, "08:00", "12:00"), (1, "11:59", "18:00"))) == [
        ("overlapping_periods", "weekly")
    ]


def test_all_problems_are_told_at_once():
    data = weekly((9, "08:00", "12:00"), (1, "08:00", "12:00"), (1, "08:00", "09:00"), zone="Nowhere")
    assert [code for code, _ in refused(data)] == [
        "unknown_timezone",
        "invalid_period",
        "overlapping_periods",
    ]
