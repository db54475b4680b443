"""What is wrong with a page, for the reader to whom it was shown."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app.accounts.domain.roles import Role
from app.infra.security import CONTENT_SECURITY_POLICY, FRAMED_ANYWHERE
from tests.support.page_language import Tongues
from tests.support.page_reading import ReadPage, Way, is_ours
from tests.support.walkers import has_permission


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and bool(answer.text) and not answer.location


def policy_faults(answer: TestResponse, endpoint: str) -> list[str]:
    """Say if the answer does not carry our content policy; charts are there to be embedded by others."""
    ours = FRAMED_ANYWHERE if endpoint == "statistics.embed" else CONTENT_SECURITY_POLICY
    sent = answer.headers.get("Content-Security-Policy")
    return [f"content policy {sent}"] if answer.mimetype == "text/html" and sent != ours else []


def menu_faults(html: str) -> list[str]:
    """Say if the menu is open at another part than that of the place where the breadcrumb begins."""
    parts = html.partition("</nav>")[0].split('<div class="nav-part">')[1:]
    crumbs = html.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    above = [way for way in re.findall(r'href="([^"]+)"', crumbs) if way != "/"][:1]
    theirs = [part for part in parts for way in above if f'href="{way}"' in part]
    return [
        f"the menu is not open at {above[0]}"
        for part in theirs
        if "nav-fold" in part and " open>" not in part
    ]


class PageFaults:
    """The faults of pages: of languages, of addresses, of what a strict content policy refuses."""

    def __init__(self, app: Flask, tongues: Tongues) -> None:
        self.app = app
        self.tongues = tongues
        self.places = app.url_map.bind("localhost")
        self.endpoint = cache(self._endpoint)

    def of(self, page: ReadPage, role: Role | None, language: str) -> Iterator[str]:
        # A fragment is in the language of the page that it becomes a part of.
        if page.language not in (language, None):
            yield f"the page says it is in {page.language}"
        yield from self.tongues.strangers(page, language)
        yield from (f"id {each} stands {number} times" for each, number in page.ids.items() if number > 1)
        yield from (f"loads {address}" for address in page.loaded if not is_ours(address))
        yield from (f"{each} is refused by the content policy" for each in page.refused)
        for way in page.ways:
            yield from self._way(way, role)

    def anchors(self, page: ReadPage) -> Iterator[str]:
        """Say which links within the page lead nowhere."""
        yield from (f"no #{each} on the page" for each in page.anchors - page.ids.keys() - {""})

    def _way(self, way: Way, role: Role | None) -> Iterator[str]:
        """Say if a way leads nowhere, or to where the reader may not go; visitors are asked to sign in."""
        if not is_ours(way.address):
            if way.method != "GET":
                yield f"sends a form to {way.address}"
            return
        endpoint = self.endpoint(way)
        if endpoint is None:
            yield f"no route for {way.method} {way.address}"
        elif endpoint != "static" and role is not None and not has_permission(self.app, endpoint, role):
            yield f"leads to {way.method} {way.address}, which is refused"

    def _endpoint(self, way: Way) -> str | None:
        """Return the route that a way on leads to."""
        try:
            return str(self.places.match(urlsplit(way.address).path, method=way.method)[0])
        except HTTPException:
            return None
