"""Every form that anybody finds, filled with what no honest reader writes: refused with reasons, or shown."""

import csv
import os
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.domain.roles import Role
from app.infra.db import db
from app.infra.mail import compose
from app.infra.outbox import OutboxMessage
from tests.support.application import application, copy_documents, dispose
from tests.support.crowd import CROWD, Crowd
from tests.support.crowd_addresses import addresses
from tests.support.hostile_texts import ALIVE, Filled, accepted_way, mended, refused_ways, wrong
from tests.support.page_faults import is_page
from tests.support.page_forms import TYPED, PageForm, forms_of
from tests.support.walkers import WALKERS, browser_of, has_permission, who_sees

# One engine takes long enough: `make test-deep` tries both.
ENGINES = {"one": ["sqlite"], "both": ["sqlite", "postgresql"]}[os.environ.get("ONEPOOL_FORM_ENGINES", "one")]
SESSION_COOKIE = "onepool"
MOST_MENDED = 3
HARMLESS, SHOWN = "&lt;script&gt;alert(1)", 30
SUMMARY = 'class="error-summary"'
NOTHING_TO_KEEP = "files for texts"
# What is refused whatever was written: nothing of it, or no more of it, would have been taken.
ANYHOW = (400, 401, 403, 404, 405, 410, 413, 429)
MAIL_HEAD = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe",
             "List-Unsubscribe-Post", "MIME-Version", "Content-Type"}  # fmt: skip


class Found(NamedTuple):
    """A form, who found it, and on which page."""

    role: Role | None
    page: str
    form: PageForm


class World:
    """The crowd's pool, who is signed in to it, and what went wrong."""

    def __init__(self, app: Flask, crowd: Crowd) -> None:
        self.app, self.crowd = app, crowd
        self.browsers = {role: browser_of(app, role) for role in WALKERS}
        self.sessions = {role: each.get_cookie(SESSION_COOKIE) for role, each in self.browsers.items()}
        self.faults: list[str] = []
        self.shown = 0

    def send(self, found: Found, filled: Filled) -> TestResponse:
        """Send a form as whoever found it, and look at the answer."""
        browser, session = self.app.test_client(), self.sessions[found.role]
        if session is not None:
            browser.set_cookie(SESSION_COOKIE, session.value)
        form = found.form
        if form.method == "GET":
            answer = browser.get(urlsplit(form.action).path, query_string=_texts(filled))
        else:
            answer = browser.post(form.action, data=filled.opened)
        at = f"{filled.kind} to {form.method} {form.action} on {found.page} as {found.role}"
        self.faults += [f"{at}: {each}" for each in live(form.action, answer)]
        if form.method == "POST" and (answer.status_code >= 400 or SUMMARY in answer.text):
            self.faults += [f"{at}: {each}" for each in badly_refused(form, filled, answer)]
        return answer


@pytest.fixture(params=ENGINES)
def engine_name(request) -> str:
    return request.param


@pytest.fixture
def world(databases, crowd_files, tmp_path) -> Iterator[World]:
    url = databases.copy_of(CROWD, crowd_files)
    copy_documents(crowd_files, tmp_path)
    app = application(url, tmp_path)
    app.config["BANNERS_FRESH"] = timedelta(days=1)  # as in test_statements_of_pages.py
    yield World(app, databases.shelf.contents(CROWD))
    dispose(app)
    databases.drop(url)


def test_no_form_breaks_and_nothing_written_comes_alive(world):
    found = list(forms_found(world))
    for each in found:
        for filled in refused_ways(each.form):
            world.send(each, filled)
    for each in found:
        written(world, each)
    world.faults += shown_afterwards(world)
    assert world.shown >= SHOWN, f"only {world.shown} pages show what was written"
    assert not world.faults, "\n".join(world.faults)


def forms_found(world: World) -> Iterator[Found]:
    """Yield each form once: a form is another where it goes elsewhere, or has other fields."""
    places, seen = world.app.url_map.bind("localhost"), set()
    for endpoint, asked in addresses(world.crowd).items():
        for role in readers(world.app, endpoint):
            for address in asked:
                answer = world.browsers[role].get(address)
                if not is_page(answer):
                    break
                # What stands above every page is looked at on the first one.
                html = answer.text.partition("<main")[2] if seen else answer.text
                for form in forms_of(address, html):
                    to = places.match(urlsplit(form.action).path, method=form.method)[0]
                    key = (to, frozenset(each.name for each in form.fields))
                    if form.filled and key not in seen:
                        seen.add(key)
                        yield Found(role, address, form)


def readers(app: Flask, endpoint: str) -> Iterator[Role | None]:
    """Yield those to whom a page shows different forms: who may do the same in this part sees the same."""
    part, known = endpoint.partition(".")[0], set()
    if part.endswith(("_api", "_feeds")) or "export" in endpoint:
        return
    posting = [rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    doing = [each for each in posting if each.startswith(f"{part}.")]
    for role in who_sees(app, endpoint):
        may = tuple(each for each in doing if has_permission(app, each, role))
        if may not in known or not doing:
            known.add(may)
            yield role


def written(world: World, found: Found) -> None:
    """Write a text wherever the form takes it; a field that is named as not taking it is filled plainly."""
    filled: Filled | None = accepted_way(found.form)
    for _ in range(MOST_MENDED):
        if filled is None:
            return
        answer = world.send(found, filled)
        if answer.status_code != 422:
            return
        filled = mended(found.form, filled, answer.text)


def live(address: str, answer: TestResponse) -> Iterator[str]:
    """Say what an answer does with a text that it should only show."""
    if answer.status_code >= 500:
        yield answer.status
    if "\n" in str(answer.headers.values()):
        yield "a header with two lines"
    if answer.mimetype == "text/html":
        yield from (f"{each} is alive" for each in ALIVE if each in answer.text)
    elif answer.mimetype == "text/csv":
        cells = [cell for row in csv.reader(StringIO(answer.text)) for cell in row]
        yield from (f"the cell {cell}" for cell in cells if cell.startswith(("=", "@", "\t", "\r")))
    elif answer.mimetype.endswith("xml"):
        ET.fromstring(answer.data)
    elif answer.mimetype == "text/calendar":
        lines = answer.text.splitlines()
        yield from (f"the line {line}" for line in lines if line.startswith("Bcc"))


def badly_refused(form: PageForm, filled: Filled, answer: TestResponse) -> Iterator[str]:
    """Say if a refusal does not tell what is wrong, or loses what was written."""
    if answer.status_code in ANYHOW or answer.status_code >= 500:
        return
    main = answer.text.partition("<main")[2]
    shown = [each for each in forms_of(form.action, main) if each.action == form.action]
    typed = {each.name for each in form.filled if each.kind in TYPED - {"password"}} & filled.fields.keys()
    if not shown:  # what it was about has moved on, and its page says so
        if typed and filled.kind != NOTHING_TO_KEEP and SUMMARY not in answer.text:
            yield f"{answer.status}, and {typed} is lost"
        return
    if not wrong(form, answer.text) and "data-code=" not in answer.text:
        yield f"{answer.status}, and nobody knows why"
    kept = {each.name: each.value for each in shown[0].fields}
    for name in typed & kept.keys() if filled.kind != NOTHING_TO_KEEP else ():
        text = filled.fields[name] if isinstance(filled.fields[name], str) else filled.fields[name][0]
        if text.split() != kept[name].split():
            yield f"{name} is {kept[name][:40]!r} instead of {text[:40]!r}"


def shown_afterwards(world: World) -> Iterator[str]:
    """Say what came alive on any page, in any file and in any mail, now that it is written."""
    for endpoint, asked in addresses(world.crowd).items():
        role = who_sees(world.app, endpoint)[-1]
        for address in asked if "_api." not in endpoint else ():  # JSON is alive nowhere
            answer = world.browsers[role].get(address)
            world.shown += answer.mimetype == "text/html" and HARMLESS in answer.text
            yield from (f"{address}: {each}" for each in live(address, answer))
    with world.app.app_context():
        for message in db.session.query(OutboxMessage).where(OutboxMessage.state == "waiting"):
            mail = compose(message, world.app.config["SETTINGS"])
            yield from (f"mail {message.template}: {each}" for each in _mail_faults(mail))


def _mail_faults(mail: EmailMessage) -> Iterator[str]:
    yield from (f"the head has {each}" for each in set(mail.keys()) - MAIL_HEAD)
    html = mail.get_body(("html",))
    if html is not None:
        yield from (f"{each} is alive" for each in ALIVE if each in html.get_content())


def _texts(filled: Filled) -> dict[str, object]:
    return {name: value for name, value in filled.fields.items() if not isinstance(value, tuple)}
