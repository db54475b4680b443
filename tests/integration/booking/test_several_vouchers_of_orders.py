"""Orders that several vouchers pay for, and the pages that offer several."""

import re

import pytest

from tests.integration.booking.purses import balances, part, verified
from tests.support.booking_pool import slot
from tests.support.service_orders import delivered, offer, quoted, requested


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
