"""A rate card is read whole or refused with everything that is wrong with it."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from app.kernel.errors import Invalid
from app.pool.domain.rates import Band, ChargeBasis, NoticeStep, RateTerms

CONTRACT = {
    "group": "enterprise",
    "effective_from": "2026-03-01",
    "unit": "hour",
    "bands": [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 60000}],
    "minimum_minutes": 60,
    "set_up_minor": 0,
    "charge_basis": "greater",
    "cancellation": [{"notice_hours": 24, "percent": 0}, {"notice_hours": 0, "percent": 50}],
    "no_show_percent": 100,
}


def changed(**fields):
    return {**deepcopy(CONTRACT), **fields}


def band(**fields):
    return {"weekdays": [1], "from": "08:00", "to": "18:00", "minor_per_hour": 100, **fields}


def problems_of(data):
    with pytest.raises(Invalid) as refusal:
        RateTerms.from_dict(data)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_the_shape_of_the_contract_is_read():
    terms = RateTerms.from_dict(CONTRACT)
    assert terms == RateTerms(
        group="enterprise",
        effective_from=date(2026, 3, 1),
        bands=(Band(frozenset(range(1, 8)), 0, 1440, 60000),),
        minimum_minutes=60,
        charge_basis=ChargeBasis.GREATER,
        cancellation=(NoticeStep(24, 0), NoticeStep(0, 50)),
        no_show_percent=100,
    )


def test_what_is_written_is_read_back_alike():
    terms = RateTerms.from_dict(CONTRACT)
    assert RateTerms.from_dict(terms.to_dict()) == terms
    assert terms.to_dict() == {**CONTRACT, "currency": "CNY"}


def test_a_card_without_optional_fields_charges_nothing_that_it_does_not_say():
    terms = RateTerms.from_dict({"effective_from": "2026-03-01", "bands": CONTRACT["bands"]})
    assert (terms.group, terms.minimum_minutes, terms.set_up_minor) == ("enterprise", 0, 0)
    assert (terms.cancellation, terms.no_show_percent) == ((), 0)


def test_every_problem_is_named_at_once():
    data = changed(
        effective_from="2026-02-30",
        bands=[band(weekdays=[0]), band(**{"from": "18:00", "to": "08:00"}), band(minor_per_hour=-1)],
        minimum_minutes="60",
        set_up_minor=1.5,
        charge_basis="time",
        cancellation=[{"notice_hours": 0, "percent": 101}, {"notice_hours": 24, "percent": 0}],
        no_show_percent=-1,
    )
    assert [field for field, _ in problems_of(data)] == [
        "effective_from",
        "bands[0].weekdays",
        "bands[1].to",
        "bands[2].minor_per_hour",
        "minimum_minutes",
        "set_up_minor",
        "charge_basis",
        "cancellation[0].percent",
        "cancellation[1].notice_hours",
        "no_show_percent",
    ]


@pytest.mark.parametrize("weekdays", [[], [0], [8], ["1"], [True], [1, 1], "12", None, [1.0]])
def test_weekdays_are_different_numbers_from_1_to_7(weekdays):
    assert "bands[0].weekdays" in {
        field for field, _ in problems_of(changed(bands=[band(weekdays=weekdays)]))
    }


@pytest.mark.parametrize("clock", ["8:00", "24:01", "08:60", "0800", "", 800, None, "08:00:00", "٠٨:٠٠"])
def test_a_time_is_written_with_two_digits_each(clock):
    assert problems_of(changed(bands=[band(**{"from": clock})])) == [("bands[0].from", "invalid")]


def test_only_the_end_of_a_band_may_be_24_00():
    assert RateTerms.from_dict(changed(bands=[band(to="24:00")])).bands[0].to_minute == 1440
    assert problems_of(changed(bands=[band(**{"from": "24:00", "to": "24:00"})])) == [
        ("bands[0].to", "invalid")
    ]


def test_bands_of_one_weekday_may_touch_but_not_overlap():
    touching = [band(), band(**{"from": "18:00", "to": "20:00"}), band(weekdays=[2])]
    assert len(RateTerms.from_dict(changed(bands=touching)).bands) == 3
    overlapping = [band(), band(weekdays=[1, 2], **{"from": "17:59", "to": "20:00"})]
    assert problems_of(changed(bands=overlapping)) == [("bands[1].from", "bands_overlap")]


@pytest.mark.parametrize("bands", [[], None, {}, "band", [3], [None]])
def test_a_card_needs_bands(bands):
    assert problems_of(changed(bands=bands))


@pytest.mark.parametrize("amount", [-1, 1.0, "100", True, None, 10**12])
def test_money_is_a_whole_number_that_is_not_negative(amount):
    assert problems_of(changed(bands=[band(minor_per_hour=amount)])) == [
        ("bands[0].minor_per_hour", "invalid")
    ]


@pytest.mark.parametrize("data", [None, [], "card", 7])
def test_what_is_no_object_is_refused(data):
    assert problems_of(data)


def test_other_units_than_the_hour_are_refused():
    assert problems_of(changed(unit="day")) == [("unit", "invalid")]


def test_no_more_than_a_hundred_bands_are_read():
    assert ("bands", "invalid") in problems_of(changed(bands=[band()] * 101))


@pytest.mark.parametrize(
    ("hours", "percent"), [(100, 0), (48, 0), (47.99, 25), (24, 25), (23.99, 50), (0, 50), (-1, 50)]
)
def test_the_longest_notice_that_was_kept_says_the_percent(hours, percent):
    steps = [
        {"notice_hours": 48, "percent": 0},
        {"notice_hours": 24, "percent": 25},
        {"notice_hours": 0, "percent": 50},
    ]
    terms = RateTerms.from_dict(changed(cancellation=steps))
    assert terms.cancellation_percent(timedelta(hours=hours)) == percent


def test_a_card_without_steps_lets_everybody_cancel_free():
    assert RateTerms.from_dict(changed(cancellation=[])).cancellation_percent(timedelta(0)) == 0
