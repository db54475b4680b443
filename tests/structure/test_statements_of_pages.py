"""What an answer costs the database depends neither on the size of the pool nor on what one has in it."""

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.permissions import GRANTED, Audience, Permission, is_public
from app.accounts.domain.roles import Role
from app.accounts.queries import find_person_by_email, home_organisation
from tests.support.application import application, dispose
from tests.support.crowd import Crowd, Size, build_crowd
from tests.support.crowd_addresses import addresses
from tests.support.statements import counted
from tests.support.templates import MIGRATED

SMALL = Size(instruments=20, bookings=40, own=4)
LARGE = Size(instruments=int(os.environ.get("ONEPOOL_POOL_INSTRUMENTS", "2000")), bookings=2000, own=12)
MOST_STATEMENTS = 15
# One person of each role, by name.
WHO: Mapping[Role, str] = {
    Role.RESEARCHER: "researcher",
    Role.ENTERPRISE_MANAGER: "manager",
    Role.KEEPER: "keeper",
    Role.PROVIDER_MANAGER: "provider",
    Role.OFFICER: "officer",
    Role.OPERATOR: "operator",
}
# What is seen by those alone whose it is, though others have the permission.
BELONGS_TO: Mapping[str, list[Role | None]] = {
    "booking.check": [Role.RESEARCHER],
    "hubs.own_entry": [Role.KEEPER, Role.PROVIDER_MANAGER],
    "voucher.claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.claim_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.case": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_case": [Role.PROVIDER_MANAGER, Role.OFFICER],
}


class Visit(NamedTuple):
    """An answer asked for: which of its endpoint's addresses, and by whom (None: a visitor)."""

    endpoint: str
    number: int
    role: Role | None


@pytest.fixture
def costs(databases, tmp_path):
    """Measure a pool of a size of its own: `costs(SMALL)` is the statements of each visit."""

    def measure(size: Size) -> dict[Visit, list[str]]:
        url = databases.copy_of(MIGRATED, tmp_path)
        app = application(url, tmp_path)
        # What a process reads now and then is no page's cost, and must not fall upon some of them.
        app.config["BANNERS_FRESH"] = timedelta(days=1)
        try:
            return dict(_visits(app, build_crowd(app, size)))
        finally:
            dispose(app)
            databases.drop(url)

    return measure


def _visits(app: Flask, crowd: Crowd) -> Iterator[tuple[Visit, list[str]]]:
    browsers = {None: app.test_client()} | {role: _signed_in(app, name) for role, name in WHO.items()}
    for endpoint, asked in addresses(crowd).items():
        who = _who_may(app, endpoint)
        for number, address in enumerate(asked):
            browsers[who[0]].get(address)  # what a process learns once is not the page's cost
            for role in who:
                with counted(app) as statements:
                    answer = browsers[role].get(address)
                assert answer.status_code < 400, f"{address} by {role}: {answer.status}"
                yield Visit(endpoint, number, role), statements


def _signed_in(app: Flask, name: str) -> FlaskClient:
    with app.app_context():
        person = find_person_by_email(f"{name}@test.example")
        home = home_organisation(person.id)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session.update(person_id=person.id, organisation_id=home.id, epoch=0)
    return browser


def _who_may(app: Flask, endpoint: str) -> list[Role | None]:
    permission: Permission = app.view_functions[endpoint].permission
    granted = GRANTED[permission]
    if endpoint in BELONGS_TO:
        return BELONGS_TO[endpoint]
    roles = list(Role) if isinstance(granted, Audience) else sorted(granted)
    return [None, *roles] if is_public(permission) else [*roles]


def test_every_page_costs_few_statements_and_no_more_in_a_large_pool(costs, app):
    small, large = costs(SMALL), costs(LARGE)

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
