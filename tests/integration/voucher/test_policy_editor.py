"""The policy editor: the effect before the saving, refusals beside their fields, nothing typed lost."""

import re
from typing import Any

import pytest

from app.infra import clock
from app.infra.db import transaction
from app.voucher.holds import hold
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.officers import Browser, fields_of
from tests.integration.voucher.world import facts, yuan


@pytest.fixture
def officer(client, people) -> Browser:
    return Browser(client, people.officer)


@pytest.fixture
def path(people) -> str:
    return f"/programmes/{people.programme.id}/policy"


@pytest.fixture
def held_now(app, people) -> None:
    """One grant and one hold of ¥500 at 50 %, made just now."""
    with app.app_context():
        now = clock.now()
        voucher = people.programme.issue(people.researcher, yuan(1_000), now)
        enterprise = people.researcher.organisation.id
        transaction(
            lambda: hold(
                reference="B-1",
                voucher_number=voucher.number,
                mode=next(iter(voucher.modes)),
                price=yuan(1_000),
                facts=facts(enterprise, service_on=voucher.use_by),
                now=now,
            )
        )


def policy_of(app, people):
    with app.app_context():
        return get_programme(people.programme.id, people.officer.actor).policy


def errors_beside(text: str) -> dict[str, str]:
    """Return what stands beside each field, by the field's id."""
    found = re.findall(r'<p class="field-error" id="([^"]+)-error">(.*?)</p>', text, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", "", said).split()) for name, said in found}


def test_what_is_saved_unchanged_is_what_was_in_force(app, people, path, officer):
    before = policy_of(app, people)
    page = officer.post(path, fields_of(officer.get(path).text), step="preview")
    assert page.status_code == 200
    assert "Nothing: these are the terms in force." in page.text
    assert policy_of(app, people) == before


def test_the_effect_is_seen_before_anything_is_saved(app, people, path, officer, held_now):
    typed = fields_of(officer.get(path).text) | {"rate_percent": "40", "per_application": "500"}
    page = officer.post(path, typed, step="preview")
    assert page.status_code == 200
    for shown in ("1 hold, 0 refused", "¥500.00", "¥400.00", "−¥100.00", "(−20 %)"):
        assert shown in page.text
    assert "1 grant, 1 refused" in page.text
    assert "it is over the cap of one application" in page.text
    assert policy_of(app, people).rate_percent == 50
    saved = officer.post(path, fields_of(page.text), step="save", reason="The city decided so")
    assert saved.status_code == 302
    policy = policy_of(app, people)
    assert (policy.rate_percent, policy.caps.per_application) == (40, yuan(500))
    page = officer.get(f"/programmes/{people.programme.id}")
    for shown in ("Version 2 of the policy put in force", "The city decided so", "50 %", "40 %"):
        assert shown in page.text


def test_terms_that_were_changed_after_the_preview_are_previewed_again(app, people, path, officer):
    seen = officer.post(path, fields_of(officer.get(path).text) | {"rate_percent": "40"}, step="preview")
    changed = fields_of(seen.text) | {"rate_percent": "10"}
    page = officer.post(path, changed, step="save", reason="Quick")
    assert page.status_code == 200
    assert "10 %" in page.text
    assert policy_of(app, people).rate_percent == 50


def test_a_version_needs_a_reason_and_the_reason_typed_stays(app, people, path, officer):
    seen = officer.post(path, fields_of(officer.get(path).text) | {"rate_percent": "40"}, step="preview")
    page = officer.post(path, fields_of(seen.text), step="save", reason=" ")
    assert page.status_code == 422
    assert errors_beside(page.text)["reason"] == "Say why: the history keeps it."
    assert policy_of(app, people).rate_percent == 50


def test_every_refusal_stands_beside_its_field_and_nothing_typed_is_lost(path, officer):
    typed: dict[str, Any] = fields_of(officer.get(path).text) | {
        "rate_percent": "abc",
        "rates-0-percent": "60",
        "rates-1-percent": "70",
        "rates-1-kind": "testing",
        "rates-1-low": "100",
        "rates-1-below": "50",
        "modes_by_region-0-region": "320000",
        "modes_by_region-1-region": "320000",
        "per_year": "10.001",
        "redeem_by": "2026-01-01",
        "use_days": "30",
        "redeem_days": "20",
        "evidence_redeem": [],
        "tier_1": "city",
        "tier_2": "city",
    }
    page = officer.post(path, typed, step="preview")
    assert page.status_code == 422
    assert errors_beside(page.text).keys() == {
        "rate_percent", "rates-0-percent", "rates-1-below", "modes_by_region-1-region", "per_year",
        "redeem_by", "redeem_days", "evidence_redeem", "tier_1",
    }  # fmt: skip
    kept = fields_of(page.text)
    for name in ("rates-0-percent", "rates-1-low", "per_year", "use_days"):
        assert kept[name] == [typed[name]]
    assert (kept["rates-1-kind"], kept["tier_2"]) == ("testing", "city")
    assert 'href="#rates-1-below"' in page.text


def test_every_item_can_be_set_and_comes_back(app, people, path, officer):
    typed = fields_of(officer.get(path).text) | {
        "rates-0-percent": "30",
        "rates-0-kind": "testing",
        "rates-0-locality": "other_province",
        "rates-0-low": "1000",
        "rates-0-below": "5000.50",
        "modes": ["redeem"],
        "modes_by_region-0-region": "320000",
        "modes_by_region-0-reimburse": "y",
        "modes_by_region-1-region": "330000",
        "payer_rule": "host_clearing",
        "rejected_redeem_borne_by": "enterprise",
        "per_application": "100",
        "per_contract": "200",
        "per_year": "300",
        "cap_counts": "control_group",
        "last_grant_used_percent": "60",
        "low_use_bar_percent": "20",
        "city_review_above": "50",
        "tier_1": "district",
        "use_days": "100",
        "redeem_days": "200",
        "hold_timeout_days": "30",
        "kinds": ["testing", "resource"],
        "related_party": "allow",
        "remainder": "budget",
        "voucher_order": "largest",
        "evidence_redeem": ["contract", "invoice"],
        "public_notice_days": "9",
        "spot_check_percent": "15",
        "label": "2026-17",
    }
    del typed["excluded_tests"], typed["sme_registration_required"]
    seen = officer.post(path, typed, step="preview")
    assert officer.post(path, fields_of(seen.text), step="save", reason="All new").status_code == 302
    again = officer.post(path, fields_of(officer.get(path).text), step="preview")
    assert "Nothing: these are the terms in force." in again.text
    kept = policy_of(app, people).to_dict()
    assert kept["rates"] == [
        {
            "percent": 30,
            "kind": "testing",
            "locality": "other_province",
            "from": {"minor": 100_000, "currency": "CNY"},
            "below": {"minor": 500_050, "currency": "CNY"},
        }
    ]
    assert kept["modes_by_region"] == {"320000": ["reimburse"], "330000": []}
    assert (kept["tiers"], kept["kinds"]) == (["district"], ["resource", "testing"])
    assert (kept["excluded_tests"], kept["sme_registration_required"]) == (False, False)
    assert (kept["use_days"], kept["redeem_days"], kept["hold_timeout_days"]) == (100, 200, 30)
    assert (kept["remainder"], kept["voucher_order"], kept["label"]) == ("budget", "largest", "2026-17")
    assert kept["city_review_above"] == {"minor": 5_000, "currency": "CNY"}


def test_an_officer_who_began_from_an_older_version_is_told(app, people, path, officer):
    first = fields_of(officer.get(path).text)
    for rate, status in (("40", 302), ("30", 422)):
        seen = officer.post(path, first | {"rate_percent": rate}, step="preview")
        answer = officer.post(path, fields_of(seen.text), step="save", reason="So it is")
        assert answer.status_code == status
    assert "Version 2 was put in force meanwhile." in answer.text
    assert policy_of(app, people).rate_percent == 40


def test_two_versions_are_compared_in_words(people, path, officer):
    seen = officer.post(path, fields_of(officer.get(path).text) | {"rate_percent": "40"}, step="preview")
    officer.post(path, fields_of(seen.text), step="save", reason="The city decided so")
    page = officer.get(f"/programmes/{people.programme.id}/policies/2")
    assert "What it says otherwise than version 1" in page.text
    assert re.search(r"50 %</del>.*40 %</ins>", page.text, re.DOTALL)
    assert "The city decided so" in page.text
