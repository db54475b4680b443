"""What pages do for those who work here all day, and what of it works without scripts."""

import re

from playwright.sync_api import expect


def test_keys_open_places_and_lines_but_never_while_one_types(demo, signed_in):
    page = signed_in("researcher")
    page.keyboard.press("?")
    expect(page.locator("dialog#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url(re.compile("/bookings$"))

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".list-table tbody tr").nth(1).locator("a").first
    expect(second).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("jg?")
    expect(page.locator("#site-search-q")).to_have_value("jg?")

    page.goto(f"{demo.server.url}/shortcuts")
    page.locator("main form button").click()
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_timeout(200)
    assert page.url.endswith("/shortcuts")


def test_what_was_typed_into_a_long_form_is_there_again_until_it_was_taken(demo, signed_in):
    page = signed_in("manager")
    page.goto(f"{demo.server.url}/applications/new")
    purpose = page.locator("main [name=purpose]")
    purpose.fill("Powder analysis")
    page.goto(f"{demo.server.url}/help")
    page.goto(f"{demo.server.url}/applications/new")
    expect(purpose).to_have_value("Powder analysis")

    page.locator(".draft-note button").click()
    expect(purpose).to_have_value("")
    page.reload()
    expect(page.locator(".draft-note")).to_have_count(0)


def test_a_reader_without_scripts_chooses_the_colours(demo, signed_in):
    page = signed_in("keeper", scripts=False)
    for theme in ("dark", "light", "auto"):
        page.locator(f".theme-choice button[value={theme}]").click()
        assert page.locator("html").get_attribute("data-bs-theme") == theme
        assert page.url == f"{demo.server.url}/"
