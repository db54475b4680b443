"""Every route, walked by everybody whom it may meet, in both languages."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.domain.roles import Role
from app.infra.i18n import LANGUAGE_COOKIE, LOCALES
from tests.support.application import ROOT, application, copy_documents, dispose
from tests.support.crowd import CROWD, Crowd
from tests.support.crowd_addresses import addresses
from tests.support.crowd_forms import acts
from tests.support.documented import Answered, documented
from tests.support.page_faults import PageFaults, is_page, menu_faults, policy_faults
from tests.support.page_language import Tongues
from tests.support.page_reading import ReadPage, read_page
from tests.support.statements import counted
from tests.support.walkers import WALKERS, browser_of, has_permission, who_sees

MOST_STATEMENTS = 15
SESSION_COOKIE = "onepool"
# So many links to each route are followed; of all the others the route is known to be there.
FOLLOWED = 1
# What everybody signed in may do, but each only with their own.
PERSONAL = ("accounts.accept_invitation",)

# What a style sheet or a module would load from another host.
FOREIGN = re.compile(r"""(?:url\(|import|from|fetch\()\s*["']?((?:https?:)?//[^"')\s]+)""")


@dataclass
class World:
    """The crowd's pool, who walks through it, and what its pages are held to."""

    app: Flask
    crowd: Crowd
    role: Role | None
    faults: PageFaults


@pytest.fixture(params=WALKERS, ids=lambda role: role or "visitor")
def world(request, sqlite_databases, crowd_files, tmp_path) -> Iterator[World]:
    url = sqlite_databases.copy_of(CROWD, crowd_files)
    copy_documents(crowd_files, tmp_path)
    app = application(url, tmp_path)
    app.config["BANNERS_FRESH"] = timedelta(days=1)  # as in test_statements_of_pages.py
    crowd = sqlite_databases.shelf.contents(CROWD)
    tongues = Tongues(Path(url.removeprefix("sqlite:///")))
    yield World(app, crowd, request.param, PageFaults(app, tongues))
    dispose(app)
    sqlite_databases.drop(url)


def test_every_page_is_as_it_should_be(world):
    browser, faults = browser_of(world.app, world.role), []
    links, answered = defaultdict(dict), {}
    for endpoint, address, languages in visits(world):
        for language in languages:
            browser.set_cookie(LANGUAGE_COOKIE, language)
            with counted(world.app) as statements:
                answer = browser.get(address)
            found = [*misanswered(world, answer, endpoint), *policy_faults(answer, endpoint)]
            found += undocumented(answer, address)
            if len(statements) > MOST_STATEMENTS:
                found.append(f"{len(statements)} statements")
            if is_page(answer):
                page = read_page(address, answer.text)
                found += [*world.faults.of(page, world.role, language), *world.faults.anchors(page)]
                found += menu_faults(answer.text)
                collect(links, world, page)
            faults += [f"{address} in {language}: {each}" for each in found]
            answered[address] = answer.status_code
            if not is_page(answer) or answer.status_code >= 400:
                break  # files, the API and refusals are seen in the one language or the other
    for address in {each for kept in links.values() for each in kept}:
        status = answered.get(address) or browser.get(address).status_code
        if status >= 400:
            faults.append(f"{address}, to which a page leads: {status}")
    assert not faults, "\n".join(faults)


def test_those_alone_who_may_can_try_to_change_anything(world):
    faults, signed_in = [], browser_of(world.app, world.role).get_cookie(SESSION_COOKIE)
    for act in acts(world.app, world.crowd):
        browser = world.app.test_client()  # a new one: signing out is an act too
        browser.set_cookie(LANGUAGE_COOKIE, "zh-CN")
        if signed_in:
            browser.set_cookie(SESSION_COOKIE, signed_in.value)
        answer = browser.open(act.address, method=act.method)
        found = [*policy_faults(answer, act.endpoint)]
        if has_permission(world.app, act.endpoint, world.role):
            refused = answer.status_code in (401, 403) and act.endpoint not in PERSONAL
            if answer.status_code >= 500 or refused:
                found.append(answer.status)
        else:
            found += misanswered(world, answer, act.endpoint)
        if is_page(answer):
            found += world.faults.of(read_page(act.address, answer.text), world.role, "zh-CN")
        faults += [f"{act.method} {act.address}: {each}" for each in found]
    assert not faults, "\n".join(faults)


def test_no_style_sheet_or_script_of_ours_names_another_host():
    static = ROOT / "app" / "static"
    files = [*static.rglob("*.css"), *(static / "js").rglob("*.js")]

    assert len(files) > 10
    assert not {file.name: found for file in files if (found := FOREIGN.findall(file.read_text()))}


def visits(world: World) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each endpoint's addresses with the languages to ask for them in.

    The first of each is asked for in both, its narrowed and sorted kin in one by turns. So is what everybody
    sees: in both by visitors, in one by those whose name stands above it.
    """
    languages = tuple(LOCALES)[:: 1 if WALKERS.index(world.role) % 2 else -1]
    for endpoint, asked in addresses(world.crowd).items():
        is_same = world.role is not None and has_permission(world.app, endpoint, None)
        for number, address in enumerate(asked):
            yield endpoint, address, languages[:1] if number or is_same else languages
            languages = languages[::-1]


def misanswered(world: World, answer: TestResponse, endpoint: str) -> Iterator[str]:
    """Say if the answer is another than the route's permission tells."""
    if not has_permission(world.app, endpoint, world.role):
        wanted = [403] if world.role else [401, 302]
    else:
        wanted = [200, 302, 303] if world.role in who_sees(world.app, endpoint) else [404]
    if answer.status_code not in wanted:
        yield f"{answer.status} instead of {wanted}"
    if wanted == [401, 302] and not (answer.location or "/sign-in").startswith("/sign-in"):
        yield f"leads to {answer.location}"


def undocumented(answer: TestResponse, address: str) -> list[str]:
    """Say if an answer of the API is another than its OpenAPI document tells."""
    answered = Answered(answer.status_code, answer.content_type, answer.data)
    return documented().faults("GET", address, answered)


def collect(links: dict[str | None, dict[str, None]], world: World, page: ReadPage) -> None:
    """Keep a page's links to routes that are kept too few times yet."""
    for way in sorted(page.ways):
        kept = links[world.faults.endpoint(way)]
        if way.method == "GET" and len(kept) < FOLLOWED:
            kept[way.address] = None
