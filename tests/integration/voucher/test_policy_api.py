"""The API of a programme's budget and policy versions."""

import pytest

from tests.integration.voucher.world import POLICY, yuan


def money(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": "CNY"}


@pytest.fixture
def path(people) -> str:
    return f"/api/v1/programmes/{people.programme.id}"


@pytest.fixture
def officer(client, people):
    """Call as the officer: `officer("POST", address, body)`."""

    def call(method: str, address: str, body: object = None):
        client.set_cookie("language", "en")
        return client.open(address, method=method, json=body, headers=people.officer.headers)

    return call


def test_an_officer_adds_money_and_reads_the_accounts(people, path, officer):
    body = {"tier": "city", "amount": money(2_000), "reason": "The city joins in"}
    added = officer("POST", f"{path}/appropriations", body)
    assert (added.status_code, added.json["budget"][1]) == (
        201, {"tier": "city", "amount": money(2_000), "left": money(2_000)},
    )  # fmt: skip
    tiers = officer("GET", f"{path}/accounts").json["tiers"]
    assert [(tier["tier"], tier["appropriated"], tier["paid"]) for tier in tiers] == [
        ("district", money(1_000_000), money(0)),
        ("city", money(2_000), money(0)),
    ]
    refused = officer("POST", f"{path}/appropriations", {"tier": "village", "amount": money(-1)})
    assert refused.status_code == 422
    assert {problem["field"] for problem in refused.json["problems"]} == {"tier", "amount", "reason"}


def test_reconciling_too_early_names_everything_that_still_moves(app, people, path, officer):
    with app.app_context():
        people.hold("B-1", people.issue(yuan(1_000)), yuan(500))
    officer("POST", f"{path}/close", {"reason": "The year is over"})
    answer = officer("POST", f"{path}/reconcile")
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["problems"]] == ["vouchers_live", "money_held"]


def test_a_policy_is_tried_superseded_and_listed_with_its_changes(app, people, path, officer):
    with app.app_context():
        people.hold("B-1", people.issue(yuan(1_000)), yuan(500))
    policy = POLICY | {"rate_percent": 40, "rates": [{"percent": 20, "locality": "other_province"}]}
    tried = officer("POST", f"{path}/policies/preview", {"policy": policy})
    assert tried.status_code == 200
    assert tried.json["holds"].keys() == {"looked_at", "refused", "reasons", "before", "after"}
    assert officer("GET", path).json["policy_version"] == 1
    made = officer("POST", f"{path}/policies", {"policy": policy, "reason": "Less money", "based_on": 1})
    assert (made.status_code, made.json["version"], made.json["in_force"]) == (201, 2, True)
    assert [(change["item"], change["before"], change["after"]) for change in made.json["changes"]] == [
        ("rate_percent", "50 %", "40 %"),
        ("rates", "none", "20 % for: another province"),
    ]
    found = officer("GET", f"{path}/policies?limit=1").json
    assert [(each["version"], each["reason"], each["vouchers"]) for each in found["items"]] == [
        (2, "Less money", 0)
    ]
    older = officer("GET", f"{path}/policies?limit=1&cursor={found['next']}").json
    assert [(each["version"], each["changes"], each["vouchers"]) for each in older["items"]] == [(1, [], 1)]
    assert older["next"] is None
    assert officer("GET", path).json["policy_version"] == 2


def test_contradictory_terms_are_refused_at_once_with_their_fields(path, officer):
    policy = POLICY | {"redeem_days": 3, "evidence": {"redeem": []}, "kinds": []}
    for address in (f"{path}/policies", f"{path}/policies/preview"):
        answer = officer("POST", address, {"policy": policy, "reason": "x"})
        assert answer.status_code == 422
        assert {problem["field"] for problem in answer.json["problems"]} == {
            "policy.redeem_days", "policy.evidence.redeem", "policy.excluded_kinds",
        }  # fmt: skip


@pytest.mark.parametrize("call", ["accounts", "policies", "appropriations", "policies/preview", "reconcile"])
def test_another_regions_programme_is_not_found_and_an_enterprise_may_not(client, people, path, call):
    method = "GET" if call == "accounts" else "POST"
    body = (
        {"policy": POLICY, "tier": "district", "amount": money(1), "reason": "x"}
        if method == "POST"
        else None
    )
    statuses = [
        client.open(f"{path}/{call}", method=method, json=body, headers=member.headers).status_code
        for member in (people.other_officer, people.researcher)
    ]
    assert statuses == [404, 403]


def test_an_enterprise_reads_a_programme_of_its_region(client, people, path):
    assert client.get(path, headers=people.researcher.headers).json["policy"]["rate_percent"] == 50
    assert client.get(path, headers=people.stranger.headers).status_code == 404
