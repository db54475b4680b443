"""A district asks to join and is admitted; a recognition is proposed and accepted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.steps import fill, follow, form, go, look, send

XIANGCHENG, QINGPU = "320507", "310118"


def state_of(page: Page) -> str | None:
    return page.locator(".booking-head [data-state]").first.get_attribute("data-state")


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN")])
def test_a_district_asks_to_join_and_is_admitted(demo, signed_in):
    url, district, operator = demo.server.url, signed_in("xiangcheng"), signed_in("operator")
    go(district, url)
    follow(district, district.locator(".first-steps a[href='/pool/memberships']").first)
    follow(district, district.locator("main .page-actions a"))
    ask = district.locator("main form").first
    assert ask.locator("[name=region]").input_value() == XIANGCHENG
    ask.locator("[name=side]").select_option("demand")
    send(district, ask)
    assert state_of(district) == "asked"

    operator.goto(url)
    follow(operator, operator.locator(".waiting a[href='/pool/memberships']"))
    look(operator)
    follow(operator, operator.get_by_role("link", name=re.compile("相城")).first)
    send(operator, form(operator, "/admit"))
    assert state_of(operator) == "admitted"
    go(district, f"{url}/pool/recognised")
    expect(district.locator("main")).to_contain_text("相城")


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en")])
def test_a_recognition_is_proposed_and_accepted(demo, signed_in, width):
    url, district, officer = demo.server.url, signed_in("xiangcheng"), signed_in("officer")
    go(district, f"{url}/pool/recognitions")
    follow(district, district.locator("main .page-actions a"))
    offer = district.locator("main form").first
    offer.locator("[name=demand_region]").select_option(QINGPU)
    offer.locator("[name=supply_region]").select_option(XIANGCHENG)
    send(district, offer)
    assert district.locator(".error-summary li").count() >= 1, "no kind of service was ticked"
    look(district)
    offer = district.locator("main form").first
    offer.locator("[name=kinds][value=testing]").check()
    if width > 390:  # the other is without money
        offer.locator("[name=modes][value=reimburse]").check()
    fill(offer, {"until_on": "2099-12-31"})
    send(district, offer)
    assert state_of(district) == "proposed"
    assert form(district, "/accept").count() == 0, "who proposes does not accept"

    go(officer, district.url)
    send(officer, form(officer, "/accept"))
    assert state_of(officer) == "active"
    look(officer)
