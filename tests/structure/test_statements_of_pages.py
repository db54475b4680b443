"""What an answer costs the database depends neither on the size of the pool nor on what one has in it."""

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.roles import Role
from tests.support.application import application, dispose
from tests.support.crowd import SMALL, Crowd, Size, build_crowd
from tests.support.crowd_addresses import addresses
from tests.support.statements import counted
from tests.support.templates import MIGRATED
from tests.support.walkers import WALKERS, browser_of, who_sees

LARGE = Size(instruments=int(os.environ.get("ONEPOOL_POOL_INSTRUMENTS", "2000")), bookings=2000, own=12)
MOST_STATEMENTS = 15


class Visit(NamedTuple):
    """An answer asked for: which of its endpoint's addresses, and by whom (None: a visitor)."""

    endpoint: str
    number: int
    role: Role | None


@pytest.fixture
def costs(databases, tmp_path):
    """Measure a pool of a size of its own: `costs(SMALL)` is the statements of each visit.

    `known` is what they cost elsewhere: what costs the same at once is not asked for a second time.
    """

    def measure(size: Size, known: Mapping[Visit, list[str]]) -> dict[Visit, list[str]]:
        url = databases.copy_of(MIGRATED, tmp_path)
        app = application(url, tmp_path)
        # What a process reads now and then is no page's cost, and must not fall upon some of them.
        app.config["BANNERS_FRESH"] = timedelta(days=1)
        try:
            return dict(_visits(app, build_crowd(app, size), known))
        finally:
            dispose(app)
            databases.drop(url)

    return measure


def _visits(app: Flask, crowd: Crowd, known: Mapping[Visit, list[str]]) -> Iterator[tuple[Visit, list[str]]]:
    browsers = {role: browser_of(app, role) for role in WALKERS}
    for endpoint, asked in addresses(crowd).items():
        who = who_sees(app, endpoint)
        for number, address in enumerate(asked):
            if not known:
                browsers[who[0]].get(address)  # what a process learns once is not the page's cost
            for role in who:
                visit = Visit(endpoint, number, role)
                statements = _statements_of(app, browsers[role], address, role)
                if known and len(statements) != len(known[visit]):
                    statements = _statements_of(app, browsers[role], address, role)
                yield visit, statements


def _statements_of(app: Flask, browser: FlaskClient, address: str, role: Role | None) -> list[str]:
    with counted(app) as statements:
        answer = browser.get(address)
    assert answer.status_code < 400, f"{address} by {role}: {answer.status}"
    return statements


def test_every_page_costs_few_statements_and_no_more_in_a_large_pool(costs, app):
    small = costs(SMALL, known={})
    large = costs(LARGE, known=small)

    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - {"static"}
    assert {visit.endpoint for visit in small} == routes
    grown = {
        visit: (len(small[visit]), len(large[visit]))
        for visit in small
        if len(small[visit]) != len(large[visit])
    }
    dear = {
        visit: len(statements) for visit, statements in large.items() if len(statements) > MOST_STATEMENTS
    }
    assert not grown
    assert not dear
