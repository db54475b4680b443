"""Where the price stands and how it follows, what a refusal says, and what is kept of what was typed."""

from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.support.booking_pool import at

WALL = "%Y-%m-%dT%H:%M"


def choose_time(page: Page, start: str, end: str) -> None:
    page.fill("#span-form input[name=starts_at]", at(3, start).strftime(WALL))
    page.fill("#span-form input[name=ends_at]", at(3, end).strftime(WALL))


def test_the_price_follows_what_is_chosen(demo, signed_in):
    page = signed_in("researcher")
    page.goto(f"{demo.server.url}/instruments/{demo.instrument()}")
    choose_time(page, "09:00", "11:00")
    expect(page.locator("#price")).to_contain_text("1,200.00")
    choose_time(page, "09:00", "10:00")
    expect(page.locator("#price")).to_contain_text("600.00")


def test_a_refused_time_says_why_and_what_would_pass(demo, signed_in):
    page, instrument = signed_in("researcher"), demo.instrument()
    demo.booking(instrument)
    span = urlencode({"starts_at": at(3, "09:00").strftime(WALL), "ends_at": at(3, "09:30").strftime(WALL)})
    page.goto(f"{demo.server.url}/instruments/{instrument}?{span}")
    price = page.locator("#price")
    assert price.locator("li").count() >= 2, "taken, and shorter than the minimum"
    assert page.locator("#price a, #price button").count() >= 1, "an offer that passes"


def test_nothing_is_lost_when_a_form_is_refused(demo, signed_in):
    page = signed_in("keeper")
    page.goto(f"{demo.server.url}/desk/instruments/new")
    page.fill("input[name=name_zh]", "A new one")
    page.fill("input[name=zone]", "Mars/Olympus")
    page.locator("main form button[type=submit]").last.click()
    assert page.input_value("input[name=name_zh]") == "A new one"
    assert page.input_value("input[name=zone]") == "Mars/Olympus"
    expect(page.locator(".error-summary")).to_be_visible()


def test_what_was_saved_is_said_where_one_is(demo, signed_in):
    page, instrument = signed_in("keeper"), demo.instrument()
    page.goto(f"{demo.server.url}/desk/instruments/{instrument}")
    page.locator("#hours form button[type=submit]").click()
    page.wait_for_url("**#hours")
    expect(page.locator("#flashes .flash")).to_be_in_viewport()
    expect(page.locator("#hours-title")).to_be_in_viewport()


def test_the_price_stands_before_the_button_that_books(demo, signed_in):
    page, instrument = signed_in("researcher"), demo.instrument()
    page.goto(f"{demo.server.url}/instruments/{instrument}")
    choose_time(page, "14:00", "16:00")
    page.locator("form[action$='/hold'] button[type=submit]").first.click()
    page.wait_for_url("**/quotes/*")
    summary, book = page.locator("aside .lines"), page.locator("#check-form button[type=submit]")
    assert summary.bounding_box()["y"] < book.bounding_box()["y"]
