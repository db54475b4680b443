"""One booking, or one order, that several vouchers of a programme pay for, over the API."""

import pytest

from tests.integration.booking.purses import balances, book, part, use, verified
from tests.support.booking_pool import PROGRAMME, at, codes, slot


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
