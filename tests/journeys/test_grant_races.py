"""64 officers' clicks at once against a budget that fits 7: through two server processes, 7 are granted."""

from collections import Counter
from functools import partial

import pytest

from app.infra import clock
from tests.support.racing import race

CLIENTS, FIT = 64, 7
GRANT = {"minor": 10_000_00, "currency": "CNY"}

pytestmark = pytest.mark.race


@pytest.fixture
def submitted(fresh_demo):
    """Submit so many applications to a new programme with these tiers: `submitted(64, district=7)` → ids."""

    def submit(count: int, **fit: int) -> list[int]:
        manager, officer = fresh_demo.by("manager"), fresh_demo.by("officer")
        year = clock.now().year
        body = {
            "name": "Race",
            "year": year,
            "region": "310118",
            "budget": [
                {"tier": tier, "amount": GRANT | {"minor": GRANT["minor"] * times}}
                for tier, times in fit.items()
            ],
            "policy": {
                "rate_percent": 50,
                "modes": ["redeem"],
                "use_by": f"{year + 1}-12-31",
                "redeem_by": f"{year + 2}-03-31",
            },
            "open": True,
        }
        programme = officer.post("/programmes", body).json["id"]
        wish = {"programme_id": programme, "amount": GRANT, "purpose": "Race"}
        drafts = [manager.post("/grant-applications", wish).json["id"] for _ in range(count)]
        for application in drafts:
            assert manager.post(f"/grant-applications/{application}/submit").status == 200
        return drafts

    return submit


def outcomes(answers) -> Counter:
    return Counter((answer.status, None if answer.status == 200 else answer.code) for answer in answers)


def test_of_64_grants_exactly_those_win_that_the_budget_fits(fresh_demo, submitted):
    officers = [fresh_demo.by("officer"), fresh_demo.by("officer2")]
    # Two tiers: what does not fit the first is taken from the second.
    applications = submitted(CLIENTS, district=4, province=FIT - 4)
    answers = race(
        [
            partial(officers[each % 2].post, f"/grant-applications/{application}/approve", {"amount": GRANT})
            for each, application in enumerate(applications)
        ]
    )
    assert outcomes(answers) == {(200, None): FIT, (409, "budget_exceeded"): CLIENTS - FIT}
    assert len({answer.json["voucher"] for answer in answers if answer.status == 200}) == FIT
    verified = fresh_demo.command("verify")
    assert verified.exit_code == 0, verified.output


def test_one_application_is_decided_once_however_many_try(fresh_demo, submitted):
    [application] = submitted(1, district=FIT)
    officer, manager = fresh_demo.by("officer"), fresh_demo.by("manager")
    turns = [(officer, "approve"), (officer, "reject"), (manager, "withdraw")] * 8
    answers = race(
        [
            partial(who.post, f"/grant-applications/{application}/{action}", {"reason": "Race"})
            for who, action in turns
        ]
    )
    assert outcomes(answers) == {(200, None): 1, (409, "illegal_transition"): len(turns) - 1}
