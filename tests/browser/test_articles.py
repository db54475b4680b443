"""The editor of articles: its preview in place, with what was typed still there."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import faults


@pytest.mark.parametrize(("width", "locale"), [(1280, "en")])
@pytest.mark.parametrize(("scripts", "slug"), [(True, "closed-on-friday"), (False, "closed-again")])
def test_an_operator_previews_and_saves(demo, signed_in, scripts, slug):
    page = signed_in("operator", scripts=scripts)
    page.goto(f"{demo.server.url}/operations/articles/new")
    page.locator("#title_en").fill("Closed on Friday")
    page.locator("#body_en").fill("We are **closed**. ![map](https://example.org/map.png)")
    page.get_by_role("button", name="Preview").click()
    shown = page.locator("#preview")
    expect(shown.locator("strong")).to_have_text("closed")
    expect(shown.locator("a")).to_have_attribute("href", "https://example.org/map.png")
    expect(page.locator("#title_en")).to_have_value("Closed on Friday")
    if scripts:
        assert faults(page) == []
    page.locator("#slug").fill(slug)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text("Closed on Friday")
    expect(page.locator("#slug")).to_have_value(slug)
