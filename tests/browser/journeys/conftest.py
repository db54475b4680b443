"""People at their pages: `reader("keeper")` comes to the first page and signs in; `reader(None)` looks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Scheme, watched_page
from tests.support.demo import PASSWORD, DemoPool
from tests.support.reader import Reader


@pytest.fixture
def reader(
    browser: Browser, demo: DemoPool, width: int, locale: str, scheme: Scheme
) -> Iterator[Callable[..., Reader]]:
    with ExitStack() as pages:

        def comes(name: str | None, *, scripts: bool = True) -> Reader:
            opened = watched_page(browser, width=width, locale=locale, scripts=scripts, scheme=scheme)
            reader = Reader(pages.enter_context(opened), locale, scripts)
            reader.page.goto(demo.server.url)
            if name:
                signs_in(reader, f"{name}@demo.example", PASSWORD)
            return reader

        yield comes


def signs_in(reader: Reader, email: str, password: str) -> None:
    reader.page.get_by_role("link", name=reader.says("Sign in")).click()
    reader.types("E-mail address", email)
    reader.types("Password", password)
    reader.presses("Sign in")
