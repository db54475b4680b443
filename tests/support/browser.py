"""Chromium for the browser tests, and what each page is held to."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.support.application import ROOT
from tests.support.demo import PASSWORD

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing outside is found; who looks for it is noted by `watched_page`.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
Scheme = Literal["light", "dark"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


# What a page cannot be whole without.
PARTS = ("stylesheet", "script", "image", "font")
# An answer of 4xx to a page or to htmx is what tests ask for; what fails of a page's parts, `receive` notes.
EXPECTED = ("Failed to load resource", "Response Status Error Code")
FIGURES_CUT_OFF = """
    [...document.querySelectorAll(".counter dd")]
        .filter((figure) => figure.scrollWidth > figure.clientWidth)
        .map((figure) => figure.textContent.trim())
"""
TELL_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`Refused by ${event.effectiveDirective}: ${event.blockedURI}`));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; rather the one without windows, which shows the same pages for half the work."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        message = "No Chromium found: run `make test`, which installs it or says how."
        raise RuntimeError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


@contextmanager
def watched_page(
    browser: Browser, *, width: int, locale: str, scripts: bool = True, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open a page; at the end, fail on what went wrong in it.

    That is script errors, whatever the console calls an error, refusals by the content policy, calls outside,
    and parts of the page that were not there.
    """
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=locale,
        java_script_enabled=scripts,
        color_scheme=scheme,
    )
    # What the reader chose on the page: a person's own language would come before the browser's.
    context.add_cookies([{"name": "language", "value": locale, "domain": "127.0.0.1", "path": "/"}])
    context.set_default_timeout(15_000)

    def stay_home(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            faults.append(f"called outside: {request.url}")

    context.on("request", stay_home)  # to answer each would switch the browser's cache off
    context.add_init_script(TELL_VIOLATIONS)
    page = context.new_page()
    _watch(page, faults)
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def _watch(page: Page, faults: list[str]) -> None:
    """Note what goes wrong in a page."""

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            faults.append(f"{page.url}: {message.text}")

    def receive(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in PARTS:
            faults.append(f"{response.url}: {response.status}")

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", listen)
    page.on("response", receive)


def sign_in(page: Page, url: str, name: str) -> None:
    """Sign in as somebody of the demo pool."""
    page.goto(f"{url}/sign-in")
    page.fill("input[name=email]", f"{name}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def serious_violations(page: Page) -> list[dict[str, Any]]:
    """Run axe-core on a page: [{rule, targets}] of serious and critical findings.

    The script is evaluated through the debugger, so the page's own content policy stays in force.
    """
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        {"rule": violation["id"], "targets": [node["target"] for node in violation["nodes"]]}
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: what axe-core finds serious, and what is too wide."""
    found = [f"{page.url}: {each['rule']} {each['targets']}" for each in serious_violations(page)]
    found += [f"{page.url}: {figure} is cut off" for figure in page.evaluate(FIGURES_CUT_OFF)]
    spare = spare_width(page)
    return found if spare >= 0 else [*found, f"{page.url}: {-spare} px wider than the screen"]


def spare_width(page: Page) -> int:
    """Return how many pixels the screen is wider than the page; negative where the page is cut off."""
    return page.evaluate("document.documentElement.clientWidth - document.documentElement.scrollWidth")
