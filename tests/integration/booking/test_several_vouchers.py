"""One booking, or one order, that several vouchers of a programme pay for: over the API and on the pages."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes
from tests.support.booking_pool import POLICY, PROGRAMME, at, codes, slot
from tests.support.service_orders import delivered, offer, quoted, requested

NOW = datetime(2026, 1, 6, 1, tzinfo=UTC)


@dataclass
class Purses:
    """Vouchers of ¥400 and ¥900; the smaller pays first. Three hours cost ¥1,900, of which they pay ¥950."""

    small: str
    large: str

    @property
    def named(self):
        return {"vouchers": [self.large, self.small], "mode": "redeem"}

    @property
    def parts(self):
        return [part(self.small, 40_000), part(self.large, 55_000)]


def part(number, minor):
    return {"number": number, "amount": {"minor": minor, "currency": "CNY"}}


@pytest.fixture
def grant(app, pool):
    def work(face, year):
        enterprise_id = pool.researcher.organisation.id
        (ref,) = [programme.ref for programme in all_programmes() if programme.year == year]
        face = Money(face)
        return issue(programme_ref=ref, enterprise_id=enterprise_id, face=face, by=SYSTEM, now=NOW).number

    def grant(face, year=2026):
        with app.app_context():
            return transaction(lambda: work(face, year))

    return grant


@pytest.fixture
def purses(pool, grant) -> Purses:
    pool.recognise("resource", "testing", "research")
    returned = pool.manager.post(f"/vouchers/{pool.voucher}/return", {"reason": "Too many vouchers"})
    assert returned.status_code == 200, returned.json
    programme = pool.officer.get("/programmes").json["items"][0]["id"]
    terms = {"policy": POLICY | {"voucher_order": "smallest"}, "reason": "Use up the small ones"}
    assert pool.officer.post(f"/programmes/{programme}/policies", terms).status_code == 201
    return Purses(grant(400_00), grant(900_00))


def balances(pool, number):
    kept = pool.researcher.get(f"/vouchers/{number}").json["balances"]
    return tuple(kept[name]["minor"] for name in ("available", "held", "claimable"))


def verified(cli):
    done = cli.invoke(args=["verify"])
    assert done.exit_code == 0, done.output
    return True


def book(pool, purses):
    booked = pool.researcher.post("/bookings", slot(pool.instrument()) | purses.named)
    assert booked.status_code == 201, booked.json
    return booked.json


def use(pool, ref, until):
    for caller, action, body in (
        (pool.keeper, "check-in", {"at": at(3, "09:00").isoformat()}),
        (pool.keeper, "check-out", {"at": at(3, until).isoformat()}),
        (pool.keeper, "sign-usage", {}),
        (pool.researcher, "accept-usage", {}),
    ):
        done = caller.post(f"/bookings/{ref}/{action}", body)
        assert done.status_code == 200, done.json


def test_a_quote_says_what_each_pays_and_becomes_a_booking_with_them(cli, pool, purses):
    quote = pool.researcher.post("/quotes", slot(pool.instrument()) | purses.named).json
    assert (quote["vouchers"], quote["voucher"], quote["problems"]) == (purses.parts, purses.small, [])
    assert (quote["voucher_share"]["minor"], quote["own_share"]["minor"]) == (95_000, 95_000)
    booked = pool.researcher.post("/bookings", {"quote_id": quote["id"]}).json
    assert (booked["vouchers"], booked["voucher"]) == (purses.parts, purses.small)
    assert pool.researcher.get(f"/bookings/{booked['ref']}").json["vouchers"] == purses.parts
    assert (balances(pool, purses.small), balances(pool, purses.large)) == (
        (0, 40_000, 0),
        (35_000, 55_000, 0),
    )
    assert verified(cli)


def test_a_quote_keeps_a_voucher_that_is_needed_only_once_another_was_used(pool, grant, purses):
    first = grant(500_00)
    body = slot(pool.instrument(), end="10:00")  # ¥700
    quote = pool.researcher.post("/quotes", body | {"vouchers": [first, purses.large], "mode": "redeem"}).json
    assert (quote["voucher"], quote["vouchers"]) == (first, [])
    other = slot(pool.instrument(), end="10:00") | {"voucher": first, "mode": "redeem"}
    assert pool.researcher.post("/bookings", other).status_code == 201
    booked = pool.researcher.post("/bookings", {"quote_id": quote["id"]}).json
    assert booked["vouchers"] == [part(first, 15_000), part(purses.large, 20_000)]


def test_a_shorter_use_is_settled_and_claimed_with_both(cli, pool, purses):
    ref = book(pool, purses)["ref"]
    use(pool, ref, "11:00")  # ¥1,300, of which ¥650 are theirs
    settlement = pool.researcher.get(f"/bookings/{ref}/settlement").json
    assert settlement["vouchers"] == [part(purses.small, 40_000), part(purses.large, 25_000)]
    assert (settlement["captured"]["minor"], settlement["released"]["minor"]) == (65_000, 30_000)
    assert (balances(pool, purses.small), balances(pool, purses.large)) == (
        (0, 0, 40_000),
        (65_000, 0, 25_000),
    )
    assert pool.researcher.get(f"/bookings/{ref}").json["vouchers"] == purses.parts
    assert verified(cli)


def test_what_the_first_pays_alone_in_the_end_is_told_as_of_one_voucher(pool, purses):
    ref = book(pool, purses)["ref"]
    use(pool, ref, "09:30")  # an hour at least: ¥700
    settlement = pool.researcher.get(f"/bookings/{ref}/settlement").json
    assert (settlement["captured"]["minor"], settlement["vouchers"]) == (35_000, [])


def test_a_cancelled_booking_gives_back_to_each(cli, pool, purses):
    ref = book(pool, purses)["ref"]
    assert pool.researcher.post(f"/bookings/{ref}/cancel").json["state"] == "cancelled"
    assert (balances(pool, purses.small), balances(pool, purses.large)) == ((40_000, 0, 0), (90_000, 0, 0))
    assert verified(cli)


def test_a_no_show_that_came_after_all_is_paid_by_them_again(cli, pool, grant, purses):
    ref = book(pool, purses)["ref"]
    cli.invoke(args=["jobs", "run", "mark_no_shows", "--now", at(3, "09:31").isoformat()])
    body = slot(pool.instrument(), days=4, end="10:00") | {"voucher": purses.small, "mode": "redeem"}
    assert pool.researcher.post("/bookings", body).status_code == 201  # takes ¥350 of the small one
    came = pool.keeper.post(f"/bookings/{ref}/check-in", {"at": at(3, "09:40").isoformat()}).json
    assert came["vouchers"] == [part(purses.small, 5_000), part(purses.large, 90_000)]
    assert verified(cli)


def test_one_voucher_is_answered_as_ever(pool, purses):
    body = slot(pool.instrument(), end="10:00")
    alone = pool.researcher.post("/bookings", body | {"voucher": purses.large, "mode": "redeem"}).json
    assert (alone["voucher"], alone["vouchers"]) == (purses.large, [])
    listed = pool.researcher.post(
        "/quotes", slot(pool.instrument()) | {"vouchers": [purses.small], "mode": "redeem"}
    )
    assert [(each["code"], each["field"]) for each in listed.json["problems"]] == [
        ("voucher_insufficient", "voucher")
    ]
    without = pool.researcher.post("/quotes", slot(pool.instrument())).json
    assert (without["voucher"], without["vouchers"]) == (None, [])


@pytest.mark.parametrize("path", ["/quotes", "/bookings", "/service-orders"])
def test_how_vouchers_are_named_is_checked(pool, purses, path):
    body = {"service_id": pool.service()} if path == "/service-orders" else slot(pool.instrument())

    def refused(**named):
        answer = pool.researcher.post(path, body | named)
        assert answer.status_code == 422
        return [(problem["code"], problem["field"]) for problem in answer.json["problems"]]

    assert refused(vouchers=[]) == [("too_few", "vouchers")]
    assert refused(vouchers=["V"] * 11) == [("too_many", "vouchers")]
    assert refused(voucher="V", vouchers=["V", "W", "V"]) == [
        ("voucher_and_vouchers", "vouchers"), ("voucher_named_twice", "vouchers[2]"),
    ]  # fmt: skip


def test_a_voucher_of_another_programme_is_refused_and_nothing_is_booked(pool, grant, purses):
    other = pool.officer.post("/programmes", PROGRAMME | {"year": 2027, "open": True})
    assert other.status_code == 201, other.json
    elsewhere = grant(900_00, year=2027)
    body = slot(pool.instrument()) | {"vouchers": [purses.small, elsewhere], "mode": "redeem"}
    refused = pool.researcher.post("/bookings", body)
    assert (refused.status_code, refused.json["code"]) == (422, "other_programme")
    (problem,) = refused.json["problems"]
    assert problem["field"] == "vouchers[1]"
    assert problem["message"].startswith(elsewhere)
    assert problem["fix"]
    assert pool.researcher.get("/bookings").json["items"] == []


def test_too_little_together_is_payment_required(pool, purses):
    refused = pool.researcher.post("/bookings", slot(pool.instrument(), end="17:00") | purses.named)
    assert (refused.status_code, refused.json["code"]) == (402, "voucher_insufficient")


def test_they_need_a_mode_that_all_of_them_have(pool, purses):
    body = slot(pool.instrument()) | {"vouchers": [purses.small, purses.large]}
    assert codes(pool.researcher.post("/bookings", body)) == {"mode_needed"}


def test_an_order_keeps_whom_it_was_wished_from_and_is_settled_with_both(cli, pool, purses):
    act = delivered(pool, quantity=3, **purses.named)  # ¥1,800
    parts = [part(purses.small, 40_000), part(purses.large, 50_000)]
    assert pool.researcher.get(act).json["vouchers"] == parts
    assert pool.researcher.post(f"{act}/accept").json["state"] == "settled"
    assert pool.researcher.get(f"{act}/settlement").json["vouchers"] == parts
    assert verified(cli)


def test_an_order_is_accepted_with_others_than_it_was_wished_with(cli, pool, purses):
    act = quoted(pool, quantity=3)
    accepted = pool.researcher.post(f"{act}/accept-quote", purses.named)
    assert accepted.json["vouchers"] == [part(purses.small, 40_000), part(purses.large, 50_000)]
    assert verified(cli)
    cancelled = pool.researcher.post(f"{act}/cancel")
    assert cancelled.json["state"] == "cancelled", cancelled.json
    assert balances(pool, purses.small) == (40_000, 0, 0)
    assert verified(cli)


def test_a_quoted_order_is_accepted_in_the_wished_way_in_another_mode(pool, purses):
    act = requested(pool, **purses.named)
    assert pool.keeper.post(f"{act}/quote", offer(minor=1_800_00)).status_code == 200
    accepted = pool.researcher.post(f"{act}/accept-quote", {"mode": "reimburse"}).json
    assert (accepted["mode"], len(accepted["vouchers"])) == ("reimburse", 2)


def choices(page):
    return re.findall(r'name="payment" id="[^"]+" value="([^"]*)"( disabled| checked|)', page)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_page_offers_both_together_where_none_is_enough_and_books_so(client, pool, purses, language):
    quote = pool.researcher.post("/quotes", slot(pool.instrument()) | {"hold": True}).json["id"]
    page = client.get(f"/quotes/{quote}?lang={language}", headers=pool.researcher.headers).text
    together = f"{purses.small}+{purses.large}:redeem"
    states = dict(choices(page))
    assert states[f"{purses.small}:redeem"] == states[f"{purses.large}:redeem"] == " disabled"
    assert states[together] == " checked"
    for amount in ("¥400.00", "¥550.00"):
        assert amount in page
    form = {"purpose": "Look at a wafer", "payment": together}
    booked = client.post(f"/quotes/{quote}", data=form, headers=pool.researcher.headers)
    assert booked.status_code == 302, booked.text
    page = client.get(f"{booked.location}?lang={language}", headers=pool.researcher.headers).text
    for shown in (purses.small, purses.large, "¥400.00", "¥550.00"):
        assert shown in page


def test_where_one_voucher_is_enough_and_pays_first_nothing_more_is_offered(client, pool, grant, purses):
    quote = pool.researcher.post("/quotes", slot(pool.instrument(), end="10:00")).json["id"]
    page = client.get(f"/quotes/{quote}?lang=en", headers=pool.researcher.headers).text
    assert not [key for key, _ in choices(page) if "+" in key]


def test_an_order_page_offers_both_together_and_says_what_each_pays(client, pool, purses):
    act = quoted(pool, quantity=3, **purses.named)
    page = client.get(f"{act}?lang=en", headers=pool.researcher.headers).text
    assert dict(choices(page))[f"{purses.small}+{purses.large}:redeem"] == " checked"
    assert "2 vouchers together" in page
    for amount in ("¥400.00", "¥500.00"):
        assert amount in page
