"""A use that two vouchers paid is two lines of one claim, proved once, paid out together."""

from datetime import date, timedelta

import pytest

from app.infra import clock
from app.infra.db import transaction
from app.kernel.errors import Conflict
from app.kernel.words import VoucherMode
from app.voucher.claiming.batching import draft_month
from app.voucher.claiming.deadlines import mature
from app.voucher.claiming.drafting import draft_claim
from app.voucher.present.claims import groups
from app.voucher.queries.captures import count_claimable, to_be_claimed
from app.voucher.queries.claims import get_claim
from tests.integration.voucher.claims import Desk, money, use
from tests.integration.voucher.test_lapse import run_jobs
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.together import hold_together, spend, use_together
from tests.integration.voucher.world import NOW, broken_invariants, statement, yuan

PRICE = yuan(10_000)
FACES = (yuan(2_000), yuan(3_000))
MARCH = date(2026, 3, 1)


def used(world, reference: str, mode: VoucherMode):
    """Use for ¥10,000, of which two vouchers pay ¥2,000 and ¥3,000."""
    return use_together(world, reference, mode, *FACES, price=PRICE)


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


@pytest.mark.parametrize(
    ("mode", "own_share"), [("reimburse", PRICE), ("redeem", yuan(5_000))], ids=["reimburse", "redeem"]
)
def test_one_claim_has_a_line_a_voucher_and_is_proved_once(app, client, people, mode, own_share):
    with app.app_context():
        vouchers = used(people, "B-1", VoucherMode(mode))
    claimant = Desk(client, people.manager if mode == "reimburse" else people.provider)
    claim = claimant.claim("B-1", mode=mode)
    assert claim["captured"] == money(yuan(5_000))
    assert {line["voucher"]: line["captured"] for line in claim["lines"]} == {
        vouchers[0].number: money(FACES[0]),
        vouchers[1].number: money(FACES[1]),
    }
    assert [(line["price"], line["own_share"]) for line in claim["lines"]] == [
        (money(PRICE), money(own_share))
    ] * 2
    claimant.prove(claim["id"], "invoice", PRICE - yuan(1))
    refused = claimant.post(f"/claims/{claim['id']}/submit").json["problems"]
    assert {
        problem["values"]["needed"]["minor"] for problem in refused if "needed" in problem.get("values", {})
    } == {PRICE.minor}
    claimant.prove(claim["id"], "invoice", yuan(1))
    if mode == "reimburse":
        claimant.prove(claim["id"], "bank_receipt", PRICE)
    assert claimant.post(f"/claims/{claim['id']}/submit").json["state"] == "submitted"


def test_it_is_approved_line_by_line_and_paid_out_as_one_sum(app, client, people, officer):
    with app.app_context():
        vouchers = used(people, "B-1", VoucherMode.REIMBURSE)
    claim = Desk(client, people.manager).submitted("B-1", mode="reimburse", price=PRICE)
    approved = {"approved_amount": money(yuan(4_000)), "reason": "part of it is no research"}
    for step, body in (("complete", {}), ("review", approved), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    with app.app_context():
        transaction(lambda: mature(claim, clock.now() + timedelta(days=6)))
    payout = officer.post("/payouts", {"claims": [claim]}).json
    assert payout["total"] == money(yuan(4_000))
    Desk(client, people.second_officer).post(f"/payouts/{payout['id']}/approve")
    assert officer.post(f"/payouts/{payout['id']}/send", {"bank_reference": "BK-1"}).json["state"] == "sent"
    with app.app_context():
        assert sorted(statement(each).balances.paid.minor for each in vouchers) == [160_000, 240_000]
        assert broken_invariants() == []


def test_the_paper_and_the_page_say_price_and_own_share_once(app, client, people):
    with app.app_context():
        used(people, "B-1", VoucherMode.REDEEM)
    claimant = Desk(client, people.provider)
    claim = claimant.claim("B-1", mode="redeem")["id"]
    page = client.get(f"/claims/{claim}?lang=en", headers=people.provider.headers).text
    lines = page[page.index("<tbody") : page.index("</tbody")]
    assert [lines.count(amount) for amount in ("¥10,000.00", "¥5,000.00", "¥2,000.00", "¥3,000.00")] == [
        1
    ] * 4
    assert claimant.get(f"/claims/{claim}/pack.pdf").status_code == 200


def test_the_list_offers_the_use_once_with_all_that_was_paid(world):
    used(world, "B-1", VoucherMode.REIMBURSE)
    (group,) = groups(to_be_claimed(world.manager.actor, before_id=None, limit=50))
    (each,) = group.uses
    assert (each.reference, each.captured, each.price) == ("B-1", yuan(5_000), PRICE)
    assert count_claimable(world.manager.actor) == 1


def early_and_late(world):
    """Two vouchers pay for B-1; what the first paid can be claimed until the end of June only."""
    late = world.issue(yuan(9_000))
    supersede(world, use_by="2026-05-31", redeem_by="2026-06-30")
    early = world.issue(yuan(2_000))
    hold_together(world, "B-1", PRICE, late, early, mode=VoucherMode.REDEEM)
    spend(world, "B-1", PRICE)
    return early, late


def drafted(world, now=NOW):
    by = world.provider.actor
    claim = transaction(lambda: draft_claim(references=["B-1"], mode=VoucherMode.REDEEM, by=by, now=now))
    return get_claim(claim, by)


def test_the_earliest_last_day_to_claim_counts(world):
    early_and_late(world)
    claim = drafted(world)
    assert (claim.redeem_by, len(claim.lines)) == (date(2026, 6, 30), 2)


def test_what_the_other_voucher_paid_can_still_be_claimed_after_that_day(world):
    early, late = early_and_late(world)
    drafted(world)
    july = NOW.replace(month=7, day=1)
    run_jobs(july)
    assert statement(early).balances.returned == yuan(2_000)
    claim = drafted(world, july)
    assert [line.capture.voucher_number for line in claim.lines] == [late.number]
    assert (claim.captured, claim.parts[0].own_share) == (yuan(3_000), yuan(5_000))
    assert broken_invariants() == []


def test_nothing_of_it_is_claimed_twice(world):
    early_and_late(world)
    first = drafted(world)
    with pytest.raises(Conflict, match="already_claimed") as refusal:
        drafted(world)
    assert [problem.values["claim"] for problem in refusal.value.problems] == [first.ref]


def test_a_month_is_claimed_with_the_lines_of_a_use_together(world):
    used(world, "B-1", VoucherMode.REDEEM)
    use(world, "B-2", VoucherMode.REDEEM, price=yuan(100))
    by = world.provider.actor
    (made,) = transaction(lambda: draft_month(first=MARCH, mode=VoucherMode.REDEEM, by=by, now=NOW))
    assert [line.capture.reference for line in get_claim(made, by).lines] == ["B-1", "B-1", "B-2"]
