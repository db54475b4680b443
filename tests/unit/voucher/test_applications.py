"""Where an application may go, who may move it, and who may get a voucher at all."""

from dataclasses import replace
from datetime import date

import pytest

from app.kernel.errors import Conflict
from app.kernel.machines import after
from app.kernel.money import Money
from app.voucher.domain.applicants import Applicant, StandingSanction, Use, applicant_refusals, use_refusals
from app.voucher.domain.applications import (
    APPLICATION,
    DECISIONS,
    EDITABLE,
    TURN,
    ApplicationAction,
    ApplicationState,
    Side,
    sides_may,
)
from app.voucher.domain.policy import Policy
from app.voucher.domain.reviewers import city_of

POLICY = Policy.from_dict(
    {"rate_percent": 50, "modes": ["redeem"], "use_by": "2026-12-31", "redeem_by": "2027-03-31"}
)
GOOD = Applicant(
    enterprise_id=1,
    region_code="310118",
    is_refused=False,
    sme_year=2026,
    sme_registered=True,
    demand_admitted=True,
    sanctions=(),
    last_grant=None,
    year_before=None,
)
ENDED = {ApplicationState.APPROVED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("state", ApplicationState)
def test_an_application_goes_on_until_it_is_decided_or_withdrawn(state):
    onward = {action for at, action in APPLICATION if at is state}
    assert bool(onward) is (state not in ENDED)


@pytest.mark.parametrize("state", ApplicationState)
def test_it_is_somebodys_turn_exactly_while_it_waits_for_a_person(state):
    waits_for_a_person = state not in ENDED | {ApplicationState.SUBMITTED}
    assert (state in TURN) is waits_for_a_person


def test_only_whose_turn_it_is_decides_and_the_applicant_may_always_withdraw():
    assert sides_may(ApplicationState.DISTRICT_REVIEW) == {
        Side.APPLICANT: (ApplicationAction.WITHDRAW,),
        Side.DISTRICT: DECISIONS,
    }
    assert sides_may(ApplicationState.CITY_REVIEW) == {
        Side.APPLICANT: (ApplicationAction.WITHDRAW,),
        Side.CITY: DECISIONS,
    }
    for state in EDITABLE:
        assert sides_may(state) == {Side.APPLICANT: (ApplicationAction.SUBMIT, ApplicationAction.WITHDRAW)}
    for state in ENDED:
        assert sides_may(state) == {}


def test_the_city_passes_nothing_on():
    with pytest.raises(Conflict, match="illegal_transition"):
        after(APPLICATION, ApplicationState.CITY_REVIEW, ApplicationAction.ENDORSE)


@pytest.mark.parametrize(
    ("region", "city"),
    [
        ("310118", "310000"),
        ("320509", "320500"),
        ("330421", "330400"),
        ("340500", "340000"),
        ("310000", None),
    ],
)
def test_a_district_is_reviewed_by_its_city_and_a_city_by_its_province(region, city):
    assert city_of(region) == city


def test_a_good_applicant_hears_of_no_problem():
    assert applicant_refusals(POLICY, GOOD) == []
    assert use_refusals(POLICY, GOOD) == []


def test_every_reason_is_told_at_once():
    bad = replace(
        GOOD,
        is_refused=True,
        sme_registered=False,
        demand_admitted=False,
        sanctions=tuple(StandingSanction(ref, date(2027, 1, 1)) for ref in ("X-1", "X-2")),
    )
    assert codes(applicant_refusals(POLICY, bad)) == [
        "verification_refused",
        "sme_not_registered",
        "district_not_admitted",
        "sanctioned",
        "sanctioned",
    ]


def test_a_policy_without_registration_asks_for_none():
    policy = replace(POLICY, sme_registration_required=False)
    assert applicant_refusals(policy, replace(GOOD, sme_registered=False)) == []


@pytest.mark.parametrize(
    ("used", "refused", "missing"), [(0, True, 500), (499, True, 1), (500, False, 0), (1_000, False, -500)]
)
def test_the_last_grant_must_be_used_to_the_fen(used, refused, missing):
    policy = replace(POLICY, last_grant_used_percent=50)
    use = Use(Money(1_000), Money(used))
    problems = use_refusals(policy, replace(GOOD, last_grant=use))
    assert codes(problems) == (["last_grant_not_used"] if refused else [])
    assert use.missing(50) == Money(missing)


def test_the_bar_counts_what_lies_below_it():
    policy = replace(POLICY, low_use_bar_percent=30)
    assert codes(use_refusals(policy, replace(GOOD, year_before=Use(Money(100), Money(29))))) == ["low_use"]
    assert use_refusals(policy, replace(GOOD, year_before=Use(Money(100), Money(30)))) == []
    assert use_refusals(POLICY, replace(GOOD, year_before=Use(Money(100), Money(0)))) == []
