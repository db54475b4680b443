"""A voucher is asked for, sent back, mended, agreed to by the district, and granted in part by the city."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.booking_pool import at
from tests.support.steps import fill, follow, form, go, look, paper, refuses, send, shows

pytestmark = pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en")])
TOO_LITTLE_SAID = "请写明服务机构 Name the provider"
WHY_LESS = "先安排第一阶段 First stage first"


@pytest.fixture
def programme(demo, width) -> str:
    """Open a programme of the test's own, whose city reviews what is above ¥5,000; return its name."""
    year = at(0, "12:00").year
    policy = {
        "rate_percent": 50,
        "modes": ["reimburse", "redeem"],
        "use_by": f"{year + 1}-12-31",
        "redeem_by": f"{year + 2}-03-31",
        "city_review_above": {"minor": 5_000_00, "currency": "CNY"},
    }
    body = {
        "name": f"Browser grants {width}",
        "year": year,
        "region": "310118",
        "budget": [{"tier": "district", "amount": {"minor": 50_000_00, "currency": "CNY"}}],
        "policy": policy,
        "open": True,
    }
    assert demo.by("officer").post("/programmes", body).status == 201
    return body["name"]


def state_of(page: Page) -> str | None:
    return page.locator(".page-actions [data-state]").first.get_attribute("data-state")


def waits_for(page: Page, url: str, place: str) -> int:
    """Return how much the first page says waits for somebody at a place."""
    page.goto(url + "/")
    return int(page.locator(f".waiting li:has(a[href^='{place}']) strong").inner_text())


def draft(page: Page, url: str, programme: str) -> str:
    """Begin an application and mend what is refused; return its reference."""
    go(page, f"{url}/applications")
    follow(page, page.locator("main a[href='/applications/new']").first)
    follow(page, page.get_by_role("link", name=programme))
    begin = page.locator("main form").first
    fill(begin, {"yuan": "-5", "purpose": "电极材料 Electrodes"})
    send(page, begin)
    expect(page.locator(".error-summary a[href='#yuan']")).to_be_visible()
    look(page)
    assert page.input_value("[name=purpose]") == "电极材料 Electrodes"
    again = page.locator("main form").first
    fill(again, {"yuan": "9000"})
    send(page, again)
    assert state_of(page) == "draft"
    return page.url.rsplit("/", 1)[1]


def test_a_voucher_is_asked_for_mended_and_granted(demo, signed_in, programme, locale):
    url = demo.server.url
    manager, officer, city = (signed_in(name) for name in ("manager", "officer", "city"))
    ref = draft(manager, url, programme)
    assert manager.locator("html").get_attribute("lang") == locale
    go(manager, f"{url}/applications/{ref}")  # later: the draft is still there
    assert manager.input_value("[name=yuan]") == "9000.00"
    write = form(manager, "/change")
    fill(write, {"purpose": ""})
    send(manager, write, "button[name=then]")
    assert manager.locator(".error-summary li").count() == 1
    write = form(manager, "/change")
    fill(write, {"purpose": "电极材料的观察 Electrodes, observed"})
    send(manager, write, "button[name=then]")
    assert state_of(manager) == "district_review"

    assert waits_for(officer, url, "/applications/queue") >= 1
    go(officer, f"{url}/applications/queue")
    follow(officer, officer.get_by_role("link", name=ref))
    back = form(officer, "/send-back")
    fill(back, {"reason": TOO_LITTLE_SAID})
    send(officer, back)

    assert waits_for(manager, url, "/applications") >= 1
    go(manager, f"{url}/applications/{ref}")
    assert state_of(manager) == "sent_back"
    shows(manager, TOO_LITTLE_SAID)
    write = form(manager, "/change")
    fill(write, {"purpose": "在太湖材料测试中心观察电极材料 Electrodes at Taihu"})
    write.locator("[name=file]").set_input_files([paper("报价.pdf", ref)])
    send(manager, write, "button[name=then]")
    assert state_of(manager) == "district_review"
    shows(manager, "报价.pdf")

    officer.goto(f"{url}/applications/{ref}")
    agree = form(officer, "/approve")
    fill(agree, {"yuan": "8000"})
    send(officer, agree)
    refuses(officer, {"zh-CN": "请说明理由", "en": "Say why"}[locale])
    look(officer)
    agree = form(officer, "/approve")
    fill(agree, {"reason": WHY_LESS})
    send(officer, agree)

    assert waits_for(city, url, "/applications/queue") >= 1
    go(city, f"{url}/applications/{ref}")
    assert state_of(city) == "city_review"
    grant = form(city, "/approve")
    assert grant.locator("[name=yuan]").input_value() == "8000.00"
    send(city, grant)

    manager.goto(f"{url}/applications/{ref}")
    assert state_of(manager) == "approved"
    follow(manager, manager.locator("main dd a[href^='/vouchers/']"))
    look(manager)
    shows(manager, "8,000.00")
    expect(manager.locator("main [data-state=active]").first).to_be_visible()
