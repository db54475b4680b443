"""The main job by keyboard alone, from the first page: sign in, find, quote, book; the keeper confirms."""

import pytest
from playwright.sync_api import Locator, Page

from tests.support.demo import PASSWORD
from tests.support.reader import Reader

pytestmark = pytest.mark.parametrize(("width", "locale"), [(1280, "en")])
SHOWN = """() => {
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle != 'none' || style.boxShadow != 'none'
}"""
HAS_FOCUS = "(element) => element === document.activeElement"


def test_the_main_job_by_keyboard_alone(reader, demo):
    name = "Keyboard microscope"
    demo.instrument(name=name, name_en=name, name_zh=name)
    researcher, keeper = reader(None), reader(None)
    sign_in(researcher, "researcher")
    ref = book(researcher, name)
    sign_in(keeper, "keeper")
    press(keeper, "link", "Bookings to answer")
    press(keeper.line(ref), "button", "Confirm")
    press(researcher, "link", "Bookings")
    press(researcher, "link", name)
    researcher.sees("Confirmed")
    open_question(researcher, "Cancel the booking")
    press(researcher, "button", "Cancel the booking")
    researcher.sees("Cancelled")


def sign_in(reader: Reader, who: str) -> None:
    press(reader, "link", "Sign in")
    write(reader, "E-mail address", f"{who}@demo.example")
    write(reader, "Password", PASSWORD)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/")


def book(researcher: Reader, name: str) -> str:
    """Search from the first page, take the next free time, and book it; return the reference."""
    write(researcher, "I need", name)
    press(researcher, "button", "Find free time")
    press(researcher.line(name), "link", "–")
    press(researcher, "button", "Check and book")
    write(researcher, "What you will do", "By keyboard")
    tab_to(researcher.page, researcher.page.locator("input[name=payment]:checked"))
    researcher.page.keyboard.press("ArrowDown")
    press(researcher, "button", "Ask to book")
    researcher.sees("Waiting for confirmation")
    return researcher.page.locator("main .ref").first.inner_text()


def press(reader: Reader, role: str, name: str) -> None:
    """Go to a link or button by Tab, and press Enter."""
    tab_to(reader.page, reader.named(role, name))
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.looks()


def open_question(reader: Reader, question: str) -> None:
    tab_to(reader.page, reader.page.locator("summary").filter(has_text=question))
    reader.page.keyboard.press("Enter")


def write(reader: Reader, label: str, text: str) -> None:
    tab_to(reader.page, reader.field(label))
    reader.page.keyboard.type(text)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on the target, and visible there."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate(HAS_FOCUS):
            assert page.evaluate(SHOWN), f"the focus on {target} can not be seen"
            return
    pytest.fail(f"the keyboard does not reach {target} on {page.url}")
