"""Every browser test runs narrow and wide, in Chinese and in English, dark and light; on SQLite.

`ONEPOOL_LOOKS=all` runs each in both languages at both widths: `make test-deep`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.application import application, copy_documents, dispose
from tests.support.browser import Scheme, chromium, serious_violations, sign_in, watched_page
from tests.support.databases import Databases
from tests.support.demo import PASSWORD, DemoPool, demo_pool
from tests.support.passwords import let_all_sign_in_quickly
from tests.support.templates import DEMO

# English has the longest words, so it is what a narrow page must hold.
TWO = [(390, "en"), (1280, "zh-CN")]
LOOKS = {"two": TWO, "all": [*TWO, (390, "zh-CN"), (1280, "en")]}


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture(scope="session")
def demo(
    sqlite_databases: Databases, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoPool]:
    """A running demo pool that all browser tests share; each publishes an instrument of its own."""
    instance = tmp_path_factory.mktemp("demo")
    url = sqlite_databases.copy_of(DEMO, demo_files)
    copy_documents(demo_files, instance)
    app = application(url, instance)
    let_all_sign_in_quickly(app, PASSWORD)
    dispose(app)
    with demo_pool(url, instance) as pool:
        yield pool
    sqlite_databases.drop(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=LOOKS[os.environ.get("ONEPOOL_LOOKS", "two")], ids="{0[0]}-{0[1]}".format)
def look(request: pytest.FixtureRequest) -> tuple[int, str]:
    return request.param


@pytest.fixture
def width(look: tuple[int, str]) -> int:
    return look[0]


@pytest.fixture
def locale(look: tuple[int, str]) -> str:
    return look[1]


@pytest.fixture
def scheme(width: int) -> Scheme:
    """Return the colours: what is dark on the narrow screen is checked light on the wide one."""
    return "dark" if width == TWO[0][0] else "light"


@pytest.fixture
def page(browser: Browser, width: int, locale: str, scheme: Scheme) -> Iterator[Page]:
    with watched_page(browser, width=width, locale=locale, scheme=scheme) as page:
        yield page


@pytest.fixture
def signed_in(
    browser: Browser, demo: DemoPool, width: int, locale: str, scheme: Scheme
) -> Iterator[Callable[..., Page]]:
    """`signed_in("keeper")` is a page of the demo's keeper, in a browser of their own."""
    with ExitStack() as pages:

        def open_page(name: str, *, scripts: bool = True) -> Page:
            opened = watched_page(browser, width=width, locale=locale, scripts=scripts, scheme=scheme)
            page = pages.enter_context(opened)
            sign_in(page, demo.server.url, name)
            return page

        yield open_page


@pytest.fixture
def axe(page: Page):
    """Ask `axe()` for the page's serious and critical findings; `[]` is what to expect."""
    return lambda: serious_violations(page)
