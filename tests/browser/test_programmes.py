"""The officer changes a policy: the effect first, then the reason; with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

WORDS = {
    "zh-CN": {
        "change": "修改政策",
        "preview": "查看影响",
        "effect": "对上一季度的影响",
        "save": "使第 2 版生效",
        "new": "第 2 版",
    },
    "en": {
        "change": "Change the policy",
        "preview": "See what it would have meant",
        "effect": "What it would have meant last quarter",
        "save": "Put version 2 in force",
        "new": "Version 2",
    },
}


@pytest.fixture
def programme(demo) -> str:
    """The address of a draft programme of the test's own."""
    policy = {"rate_percent": 50, "modes": ["redeem"], "use_by": "2099-12-31", "redeem_by": "2100-03-31"}
    body = {
        "name": "Vouchers for the browser",
        "year": 2099,
        "region": "310118",
        "budget": [{"tier": "district", "amount": {"minor": 100_000, "currency": "CNY"}}],
        "policy": policy,
    }
    return f"/programmes/{demo.by('officer').post('/programmes', body).json['id']}"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_sees_the_effect_and_puts_the_next_version_in_force(
    demo, signed_in, locale, programme, scripts
):
    words = WORDS[locale]
    page = signed_in("officer", scripts=scripts)
    page.goto(demo.server.url + programme)
    page.get_by_role("link", name=words["change"]).click()
    page.locator("#rate_percent").fill("35")
    page.locator("main form .actions").get_by_role("button", name=words["preview"]).click()
    expect(page.get_by_role("heading", name=words["effect"])).to_be_visible()
    expect(page.locator(".changes ins").first).to_contain_text("35 %")
    page.locator("#reason").fill("市里决定 2099-7")
    page.get_by_role("button", name=words["save"]).click()
    page.wait_for_url(re.compile(programme + "#policy$"))
    expect(page.locator(".versions")).to_contain_text("市里决定 2099-7")
    expect(page.locator(".versions")).to_contain_text(words["new"])
