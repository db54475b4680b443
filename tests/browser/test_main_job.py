"""The whole job in the browser: find, quote, book with a voucher, confirm, check in and out, sign, accept."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.support.booking_pool import at

WALL = "%Y-%m-%dT%H:%M"
SHOWN = """() => {
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle != 'none' || style.boxShadow != 'none'
}"""


def press(page: Page, action: str) -> None:
    """Press the button of a booking's action, and wait for what follows."""
    with page.expect_navigation():
        page.locator(f"form[action$='/{action}'] button[type=submit]").first.click()


def press_at(page: Page, action: str, clock: str) -> None:
    """The same, with another time written into its form, on the instrument's clock."""
    form = page.locator(f"form[action$='/{action}']").first
    form.locator("summary").click()
    form.locator("input[name=at]").fill(at(3, clock).strftime(WALL))
    press(page, action)


def choose_time(page: Page, start: str, end: str) -> None:
    page.fill("#span-form input[name=starts_at]", at(3, start).strftime(WALL))
    page.fill("#span-form input[name=ends_at]", at(3, end).strftime(WALL))


def book_with_voucher(page: Page, mode: str) -> str:
    """Go from the chosen price over "check and book" to the booking; return its reference."""
    page.locator("form[action$='/hold'] button[type=submit]").first.click()
    page.wait_for_url("**/quotes/*")
    page.fill("textarea[name=purpose], input[name=purpose]", "晶粒尺寸 Grain sizes")
    page.locator(f"input[name=payment][value$='{mode}']:enabled").first.check()
    page.click("#check-form button[type=submit]")
    page.wait_for_url("**/bookings/B-*")
    return page.url.rsplit("/", 1)[1]


def state_of(demo, ref: str) -> str:
    return demo.by("researcher").get(f"/bookings/{ref}").json["state"]


def run_the_whole_job(demo, researcher: Page, keeper: Page, locale: str) -> None:
    url = demo.server.url
    name = f"Browser microscope {researcher.viewport_size['width']} {locale}"
    instrument = demo.instrument(name=name, name_en=name, name_zh=name)

    researcher.goto(f"{url}/instruments?{urlencode({'q': name})}")
    assert researcher.locator("html").get_attribute("lang").startswith(locale[:2])
    researcher.locator(f"main a[href*='/instruments/{instrument}']").first.click()
    researcher.wait_for_url(f"**/instruments/{instrument}*")
    choose_time(researcher, "09:00", "12:00")
    with researcher.expect_navigation():
        researcher.locator("#span-form button[type=submit]").click()
    expect(researcher.locator("#price")).to_contain_text("1,800.00")
    ref = book_with_voucher(researcher, "redeem")
    assert state_of(demo, ref) == "requested"
    expect(researcher.locator("main")).to_contain_text("900.00")

    keeper.goto(f"{url}/desk")
    expect(keeper.locator("main")).to_contain_text(ref)
    keeper.goto(f"{url}/bookings/{ref}")
    press(keeper, "confirm")
    assert state_of(demo, ref) == "confirmed"
    keeper.goto(f"{url}/bookings/{ref}")
    press_at(keeper, "check-in", "09:00")
    assert state_of(demo, ref) == "in_use"
    press_at(keeper, "check-out", "11:30")
    assert state_of(demo, ref) == "completed"
    press(keeper, "sign-usage")

    researcher.goto(f"{url}/bookings/{ref}")
    press(researcher, "accept-usage")
    assert state_of(demo, ref) == "settled"
    # 2.5 hours at ¥600 are ¥1,500, and half of it is the voucher's.
    expect(researcher.locator("main")).to_contain_text("1,500.00")
    expect(researcher.locator("main")).to_contain_text("750.00")


def test_the_whole_job_as_researcher_and_keeper(demo, signed_in, locale):
    run_the_whole_job(demo, signed_in("researcher"), signed_in("keeper"), locale)


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


@pytest.mark.parametrize("locale", ["zh-CN"])
@pytest.mark.parametrize("width", [390])
def test_the_whole_job_without_scripts(demo, signed_in, locale, width):
    researcher = signed_in("researcher", scripts=False)
    run_the_whole_job(demo, researcher, signed_in("keeper", scripts=False), "zh-CN")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what `selector` names, and visible there."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(SHOWN), f"the focus on {selector} can not be seen"
            return
    pytest.fail(f"the keyboard does not reach {selector} on {page.url}")


@pytest.mark.parametrize("width", [1280])
@pytest.mark.parametrize("locale", ["en"])
def test_the_main_job_by_keyboard_alone(demo, signed_in, width, locale):
    page, instrument = signed_in("researcher"), demo.instrument(confirmation="automatic")
    span = urlencode({"starts_at": at(3, "09:00").strftime(WALL), "ends_at": at(3, "12:00").strftime(WALL)})
    page.goto(f"{demo.server.url}/instruments/{instrument}?{span}")
    tab_to(page, "form[action$='/hold'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotes/*")
    tab_to(page, "[name=purpose]")
    page.keyboard.type("By keyboard")
    tab_to(page, "input[name=payment]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#check-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookings/B-*")
    ref = page.url.rsplit("/", 1)[1]
    assert state_of(demo, ref) == "confirmed"
    tab_to(page, "details.confirm summary")
    page.keyboard.press("Enter")
    tab_to(page, "form[action$='/cancel'] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert state_of(demo, ref) == "cancelled"
