"""A programme's year over the API: drafted, funded, changed, closed, reconciled."""

import pytest

from tests.support.demo import everything

POLICY = {
    "rate_percent": 50,
    "modes": ["reimburse", "redeem"],
    "use_by": "2099-12-31",
    "redeem_by": "2100-03-31",
    "label": "demo policy",
}


def yuan(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": "CNY"}


@pytest.fixture
def officer(demo):
    return demo.by("officer")


@pytest.fixture
def draft(officer) -> str:
    """The address of a draft of the test's own."""
    body = {
        "name": "A year of vouchers",
        "year": 2099,
        "region": "310118",
        "budget": [{"tier": "district", "amount": yuan(1_000)}],
        "policy": POLICY,
    }
    made = officer.post("/programmes", body)
    assert (made.status, made.json["state"]) == (201, "draft")
    return f"/programmes/{made.json['id']}"


def test_a_programme_lives_from_draft_to_reconciled(officer, draft):
    assert officer.get(draft).json["actions"] == ["open"]
    for action, state in (("open", "open"), ("pause", "paused"), ("open", "open")):
        assert officer.post(f"{draft}/{action}", {"reason": "As planned"}).json["state"] == state
    more = {"tier": "city", "amount": yuan(500), "reason": "The city joins in"}
    assert officer.post(f"{draft}/appropriations", more).status == 201
    early = officer.post(f"{draft}/reconcile")
    assert (early.status, early.code) == (409, "illegal_transition")
    assert officer.post(f"{draft}/close").json["state"] == "closed"
    assert officer.post(f"{draft}/appropriations", more).code == "illegal_transition"
    assert officer.post(f"{draft}/reconcile", {"reason": "All is paid"}).json["state"] == "reconciled"
    tiers = officer.get(f"{draft}/accounts").json["tiers"]
    assert [(tier["tier"], tier["appropriated"], tier["left"]) for tier in tiers] == [
        ("district", yuan(1_000), yuan(1_000)),
        ("city", yuan(500), yuan(500)),
    ]


def test_a_policy_is_superseded_and_its_versions_tell_what_changed(officer, draft):
    terms = POLICY | {"rate_percent": 40, "caps": {"per_year": yuan(300)}}
    again = {"policy": terms, "reason": "Less money", "based_on": 1}
    assert officer.post(f"{draft}/policies/preview", {"policy": terms}).json["holds"]["looked_at"] == 0
    made = officer.post(f"{draft}/policies", again, key="v2-" + draft)
    assert (made.status, made.json["version"]) == (201, 2)
    assert {change["item"]: change["after"] for change in made.json["changes"]} == {
        "rate_percent": "40 %",
        "per_year": "¥300.00",
    }
    assert officer.post(f"{draft}/policies", again, key="v2-" + draft).body == made.body
    assert officer.post(f"{draft}/policies", again).code == "policy_changed"
    versions = everything(lambda query: officer.get(f"{draft}/policies", limit=1, **query).json)
    assert [each["version"] for each in versions] == [2, 1]
    assert [each["in_force"] for each in versions] == [True, False]


@pytest.mark.parametrize(
    ("terms", "field", "code"),
    [
        ({"redeem_by": "2099-01-01"}, "policy.redeem_by", "deadlines_contradict"),
        ({"use_days": 9, "redeem_days": 3}, "policy.redeem_days", "deadlines_contradict"),
        ({"rates": [{"percent": 60}]}, "policy.rates[0]", "refinement_unconditional"),
        ({"modes_by_region": {"320000": ["gift"]}}, "policy.modes_by_region.320000", "invalid"),
        ({"caps": {"per_year": {"minor": 2**60}}}, "policy.caps.per_year", "invalid"),
        ({"evidence": {"reimburse": ["contract"]}}, "policy.evidence.reimburse", "evidence_insufficient"),
    ],
)
def test_contradictory_terms_are_refused_with_their_field(officer, draft, terms, field, code):
    answer = officer.post(f"{draft}/policies", {"policy": POLICY | terms, "reason": "x"})
    assert answer.status == 422
    assert [(problem["field"], problem["code"]) for problem in answer.json["problems"]] == [(field, code)]


def test_a_programme_is_run_by_the_officers_of_its_region(demo, draft):
    for call in ("reconcile", "appropriations", "policies", "policies/preview"):
        body = {"policy": POLICY, "tier": "district", "amount": yuan(1), "reason": "x"}
        assert demo.by("researcher").post(f"{draft}/{call}", body).code == "forbidden"
    assert demo.by("researcher").get(draft).code == "not_found"
    assert demo.by("officer2").get(draft).status == 200
    assert demo.visitor.get(draft).code == "unauthenticated"
