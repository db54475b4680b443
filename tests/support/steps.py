"""What people do on a page: press, fill in, hand in a paper; each page one goes to is looked at."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import faults, spare_width


def paper(name: str, content: str) -> dict[str, object]:
    """Return a small PDF to hand in, whose content no other has."""
    body = f"%PDF-1.7\n% {content}\n%%EOF\n".encode()
    return {"name": name, "mimeType": "application/pdf", "buffer": body}


def go(page: Page, address: str) -> None:
    """Go to an address and look at what is there."""
    page.goto(address)
    look(page)


def follow(page: Page, link: Locator) -> None:
    """Follow a link to the page it leads to."""
    with page.expect_navigation():
        link.click()


def look(page: Page) -> None:
    """Fail on a page with a serious fault, or wider than the screen."""
    assert faults(page) == []


def form(page: Page, action: str) -> Locator:
    """Return the form that posts to an address ending so; the question before it is opened."""
    that = f"form[action$='{action}']"
    asked_before = page.locator(f"details.confirm:not([open]):has({that}) > summary")
    if asked_before.count():
        asked_before.first.click()
    return page.locator(f"main {that}").first


def fill(where: Locator, fields: Mapping[str, str]) -> None:
    """Type into fields by name."""
    for name, value in fields.items():
        where.locator(f"[name={name}]").fill(value)


def send(page: Page, where: Locator, button: str = "button[type=submit]") -> None:
    """Press a form's button; the page that follows must fit the screen."""
    with page.expect_navigation():
        where.locator(button).first.click()
    assert spare_width(page) >= 0, page.url


def shows(page: Page, *texts: str | re.Pattern[str]) -> None:
    """Fail unless the page says each of these."""
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def refuses(page: Page, text: str) -> None:
    """Fail unless the summary on top says what is wrong."""
    expect(page.locator(".error-summary")).to_contain_text(text)


def last_number(page: Page) -> int:
    """Return the number at the end of the page's address."""
    found = re.search(r"/(\d+)(?:[?#].*)?$", page.url)
    assert found is not None, page.url
    return int(found[1])
