"""The officer's pages of programmes: drafted, funded, decided, seen."""

import pytest

from app.infra.db import transaction
from app.infra.db.columns import LARGEST_ID
from app.voucher.domain.policy import Policy
from app.voucher.holds import capture
from app.voucher.policies import add_version
from tests.integration.voucher.officers import Browser, fields_of
from tests.integration.voucher.world import NOW, POLICY, yuan
from tests.support.statements import counted


@pytest.fixture
def path(people) -> str:
    return f"/programmes/{people.programme.id}"


@pytest.fixture
def officer(client, people) -> Browser:
    return Browser(client, people.officer)


def test_the_page_tells_where_the_money_stands_and_whose_the_vouchers_are(app, people, path, officer):
    with app.app_context():
        voucher = people.issue(yuan(1_000))
        people.hold("B-1", voucher, yuan(800))
        transaction(
            lambda: capture(
                reference="B-1",
                eligible_price=yuan(600),
                served_by=people.provider.organisation.id,
                now=NOW,
            )
        )
    page = officer.get(path)
    assert page.status_code == 200
    for shown in ("¥999,000.00", "¥1,000.00", "¥700.00", "¥300.00", voucher.number, "Organisation 1"):
        assert shown in page.text
    for word in ("End issuing", "Pause it", "Change the policy", "Version 1", "In force"):
        assert word in page.text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_pages_speak_both_languages(client, people, path, language):
    for address in (path, f"{path}/policy", f"{path}/policies/1", "/programmes/new"):
        answer = client.get(f"{address}?lang={language}", headers=people.officer.headers)
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.text


def test_other_regions_see_no_page_and_enterprises_may_not(client, people, path):
    for address in (path, f"{path}/policy", f"{path}/policies/1"):
        assert client.get(address, headers=people.other_officer.headers).status_code == 404
        assert client.get(address, headers=people.researcher.headers).status_code == 403
    assert client.get(f"{path}/policies/7", headers=people.officer.headers).status_code == 404


@pytest.mark.parametrize(
    ("against", "status"),
    [("", 200), ("0", 200), ("-1", 200), ("a", 200), ("7", 404), (str(LARGEST_ID), 404), ("9" * 30, 404)],
)
def test_a_version_is_compared_with_what_there_is(client, people, path, against, status):
    address = f"{path}/policies/1?against={against}"
    assert client.get(address, headers=people.officer.headers).status_code == status
    no_such = client.get(f"{path}/policies/{LARGEST_ID}", headers=people.officer.headers)
    assert no_such.status_code == 404


def test_an_officer_pauses_opens_and_ends_issuing_with_reasons(path, officer):
    for action, word in (("pause", "Paused"), ("open", "Open"), ("close", "Issuing ended")):
        assert officer.post(f"{path}/{action}", reason=f"because of {action}").status_code == 302
        page = officer.get(path)
        assert word in page.text
        assert f"because of {action}" in page.text


def test_what_keeps_a_programme_from_being_reconciled_stands_on_its_page(app, people, path, officer):
    with app.app_context():
        people.issue(yuan(1_000))
    officer.post(f"{path}/close")
    page = officer.get(path)
    assert "Vouchers that are still live: 1." in page.text
    assert "Reconcile it" not in page.text
    refused = officer.post(f"{path}/reconcile")
    assert refused.status_code == 422
    assert "Vouchers that are still live: 1." in refused.text


def test_a_programme_of_which_nothing_is_left_is_reconciled(path, officer):
    officer.post(f"{path}/close")
    assert "Reconcile it" in officer.get(path).text
    officer.post(f"{path}/reconcile", reason="All is done")
    page = officer.get(path)
    assert "its accounts are closed" in page.text
    assert "Add to the budget" not in page.text
    assert officer.get(f"{path}/policy").status_code == 409


def test_money_is_added_to_a_tier_and_a_refusal_keeps_what_was_typed(path, officer):
    refused = officer.post(f"{path}/appropriations", tier="city", amount="12.345", reason="The city joins in")
    assert refused.status_code == 422
    assert "at most two decimals" in refused.text
    assert "The city joins in" in refused.text
    added = officer.post(f"{path}/appropriations", tier="city", amount="2000.50", reason="The city joins in")
    assert added.status_code == 302
    page = officer.get(path)
    assert "¥2,000.50 added to the budget: city" in page.text
    assert "The city joins in" in page.text


def test_a_programme_is_drafted_from_the_terms_of_the_newest(officer):
    first = fields_of(officer.get("/programmes/new").text)
    assert (first["rate_percent"], first["use_by"]) == (["50"], [""])
    typed = first | {"name": "Vouchers 2027", "year": "2027", "budget_city": "500000", "use_by": "2027-12-31"}
    refused = officer.post("/programmes/new", typed | {"redeem_by": "2027-06-30", "budget_city": ""})
    assert refused.status_code == 422
    assert "must still be claimable" in refused.text
    assert "A programme needs a budget." in refused.text
    assert 'value="Vouchers 2027"' in refused.text
    made = officer.post("/programmes/new", typed | {"redeem_by": "2028-03-31"})
    assert made.status_code == 302
    page = officer.get(made.headers["Location"])
    assert "Vouchers 2027" in page.text
    assert "¥500,000.00" in page.text
    assert "Draft" in page.text
    again = officer.post("/programmes/new", typed | {"redeem_by": "2028-03-31"})
    assert again.headers["Location"] == made.headers["Location"], "sent twice, it is drafted once"
    other = officer.post("/programmes/new", typed | {"redeem_by": "2028-03-31", "name": "Others"})
    assert "Others" in officer.get(other.headers["Location"]).text, "gone back, and typed otherwise"


def test_a_programme_is_opened_by_a_few_questions(officer):
    asked = fields_of(officer.get("/programmes/begin").text)
    assert (asked["rate_percent"], asked["budget_district"]) == (["50"], [""])
    refused = officer.post("/programmes/begin", asked | {"redeem_by": asked["year"][0] + "-01-02"})
    assert refused.status_code == 422
    assert "A programme needs a budget." in refused.text
    assert "must still be claimable" in refused.text

    typed = asked | {"name": "Quick vouchers", "budget_district": "500000", "rate_percent": "40"}
    summary = officer.post("/programmes/begin", typed)
    assert (summary.status_code, "Nothing is made yet" in summary.text) == (200, True)
    assert "Quick vouchers" not in officer.get("/programmes").text
    kept = fields_of(summary.text)
    back = fields_of(officer.post("/programmes/begin", kept | {"step": "back"}).text)
    assert (back["rate_percent"], back["name"]) == (["40"], ["Quick vouchers"])
    made = officer.post("/programmes/begin", kept | {"step": "open"})
    page = officer.get(made.headers["Location"]).text
    assert 'data-state="open"' in page
    assert "¥500,000.00" in page
    again = officer.post("/programmes/begin", kept | {"step": "open"})
    assert again.headers["Location"] == made.headers["Location"], "sent twice, it is opened once"
    draft = officer.post("/programmes/begin", kept | {"step": "draft"})
    assert 'data-state="draft"' in officer.get(draft.headers["Location"]).text


def test_the_page_costs_the_same_however_often_its_policy_named_regions(app, people, path, officer):
    costs = []
    for rate in (30, 40, 45):
        policy = Policy.from_dict(POLICY | {"rate_percent": rate, "modes_by_region": {"320000": ["redeem"]}})
        with app.app_context():
            transaction(
                lambda policy=policy: add_version(
                    people.programme.id, policy, reason="So it is", by=people.officer.actor, now=NOW
                )
            )
        with counted(app) as statements:
            assert "Jiangsu" in officer.get(path).text
        costs.append(len(statements))
    assert costs[1] == costs[2] <= 15
