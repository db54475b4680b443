"""Takes the pictures of docs/screens from the demo pool: `make screens`."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.support.application import ROOT, load_demo, migrate
from tests.support.browser import chromium, sign_in, watched_page
from tests.support.server import serving

SCREENS = ROOT / "docs" / "screens"
WIDTHS = {"": 1280, "-narrow": 390}
#: An instrument of the demo pool that confirms at once, and enough time to picture a page in.
INSTRUMENT = "/instruments/3"
RESEARCHER = "researcher"

Steps = Callable[[Page, str], object]


def address(path: str) -> Steps:
    """Return the steps that go straight to a page."""
    return lambda page, server: page.goto(server + path)


def first(path: str, link: str) -> Steps:
    """Return the steps that open the first link of a list."""

    def go(page: Page, server: str) -> None:
        page.goto(server + path)
        page.locator(link).first.click()

    return go


def instrument(page: Page, server: str) -> None:
    """Open an instrument and wait for its drawn week."""
    page.goto(server + INSTRUMENT)
    page.locator(".ec-free").first.wait_for()


def check(page: Page, server: str) -> None:
    """Choose the free time that next week's table offers first, or one kept already, and check it."""
    page.goto(server + INSTRUMENT)
    page.locator("#week a[rel=next]").click()
    page.locator("#week .list-table a").first.click()
    page.locator("#price form button, #price .kept a").first.click()
    page.locator("#check-form").wait_for()


#: Each picture: who looks (None: a visitor) and how one gets there.
PICTURES: dict[str, tuple[str | None, Steps]] = {
    "home": (None, address("/")),
    "instruments": (None, address("/instruments")),
    "providers": (None, address("/providers")),
    "hub": (None, address("/hubs/biomedicine")),
    "news": (None, address("/news")),
    "help": (None, address("/help/how-a-voucher-works")),
    "today": ("officer", address("/")),
    "operations": ("operator", address("/operations")),
    "instrument": (None, instrument),
    "check-and-book": (RESEARCHER, check),
    "booking": (RESEARCHER, first("/bookings?shelf=upcoming", "a.row-title")),
    "voucher": (RESEARCHER, first("/vouchers", ".list-table tbody a")),
    "desk": ("keeper", address("/desk")),
    "statistics": (None, address("/statistics")),
}


def claim_pack(page: Page, server: str) -> None:
    """Draw the first page of a decided claim's pack, which is a paper and has one width."""
    sign_in(page, server, "officer")
    page.goto(f"{server}/claims?shelf=payable")
    claim = page.locator(".list-table tbody a").first.get_attribute("href")
    paper = page.request.get(f"{server}{claim}/pack.pdf").body()
    draw = ["pdftoppm", "-png", "-r", "96", "-f", "1", "-singlefile", "-", SCREENS / "claim-pack"]
    subprocess.run(draw, input=paper, check=True)
    print("docs/screens/claim-pack.png")


def main() -> None:
    """Take every picture at both widths."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="onepool-") as folder:
        instance = Path(folder)
        url = f"sqlite:///{instance / 'demo.sqlite3'}"
        migrate(url, instance)
        load_demo(url, instance)
        with serving(url, instance) as server, chromium() as browser:
            for suffix, width in WIDTHS.items():
                for name, (who, go) in PICTURES.items():
                    with watched_page(browser, width=width, locale="zh-CN") as page:
                        if who:
                            sign_in(page, server.url, who)
                        go(page, server.url)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=SCREENS / f"{name}{suffix}.png")
                        print(f"docs/screens/{name}{suffix}.png")
            with watched_page(browser, width=WIDTHS[""], locale="zh-CN") as page:
                claim_pack(page, server.url)


if __name__ == "__main__":
    main()
