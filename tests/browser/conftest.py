"""Every browser test runs narrow and wide, in Chinese and in English; on SQLite, since pages are the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import chromium, serious_violations, watched_page


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(params=["zh-CN", "en"])
def locale(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(browser: Browser, width: int, locale: str) -> Iterator[Page]:
    with watched_page(browser, width=width, locale=locale) as page:
        yield page


@pytest.fixture
def axe(page: Page):
    """Ask `axe()` for the page's serious and critical findings; `[]` is what to expect."""
    return lambda: serious_violations(page)
