"""On a narrow screen the navigation is folded away, with and without scripts; on a wide one it is there."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import faults


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (390, "en")])
@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_unfolds_the_navigation(demo, signed_in, scripts):
    page = signed_in("officer", scripts=scripts)
    page.goto(f"{demo.server.url}/claims")
    claims = page.locator(".site-nav a[href='/claims']")
    expect(claims).to_be_hidden()
    page.locator(".site-menu summary").click()
    expect(claims).to_be_visible()
    if scripts:
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(claims).to_be_hidden()
        page.locator(".site-menu summary").press("Enter")
    claims.click()
    page.wait_for_url("**/claims")


@pytest.mark.parametrize(("width", "locale"), [(1280, "en")])
def test_on_a_wide_screen_every_place_is_there(demo, signed_in):
    page = signed_in("officer")
    expect(page.locator(".site-menu")).to_be_hidden()
    expect(page.locator(".site-nav a[href='/payouts']")).to_be_visible()
