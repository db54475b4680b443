"""The door, tried with routes of its own: a page and an API call, each guarded."""

import re

import pytest
from flask import jsonify

from app.accounts.access import current_actor, find_actor, public, requires
from app.accounts.domain.actor import Scope
from app.accounts.domain.permissions import Permission
from app.accounts.ports import Surroundings, wire
from tests.integration.accounts.conftest import sign_in


def _add_routes(app):
    @requires(Permission.KEEP)
    def keep():
        return jsonify(by=current_actor().email)

    @public
    def browse():
        actor = find_actor()
        return jsonify(by=actor.email if actor else None)

    @requires(Permission.LOCAL_ONLY)
    def local():
        return "here"

    app.extensions["csrf"].exempt(keep)  # as the factory does with the API
    methods = ["GET", "POST"]
    app.add_url_rule("/probe/keep", "probe_page", keep, methods=methods)
    app.add_url_rule("/api/v1/probe/keep", "probe_keep", keep, methods=methods)
    app.add_url_rule("/api/v1/probe/browse", "probe_browse", browse, methods=methods)
    app.add_url_rule("/probe/local", "probe_local", local)


@pytest.fixture
def addition():
    return _add_routes


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_visitor_gets_the_sign_in_page_or_a_problem(client):
    page, api = client.get("/probe/keep"), client.get("/api/v1/probe/keep")

    assert (page.status_code, page.location) == (302, "/sign-in?next=%2Fprobe%2Fkeep")
    assert (api.status_code, api.json["code"]) == (401, "unauthenticated")
    assert api.content_type == "application/problem+json"


def test_the_keeper_may_and_the_researcher_may_not(client, world):
    sign_in(client, world.keeper)
    allowed = client.get("/probe/keep")
    sign_in(client, world.researcher)
    refused = client.get("/probe/keep")

    assert allowed.json == {"by": world.keeper.email}
    assert refused.status_code == 403


def test_a_token_acts_for_its_person_in_their_organisation(client, world, token):
    good = client.get("/api/v1/probe/keep", headers=bearer(token(world.keeper, Scope.READ)))
    no_role = client.get("/api/v1/probe/keep", headers=bearer(token(world.stranger, Scope.READ)))

    assert good.json == {"by": world.keeper.email}
    assert (no_role.status_code, no_role.json["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("scope", "method", "status"),
    [
        (Scope.READ, "GET", 200),
        (Scope.READ, "POST", 403),
        (Scope.WRITE, "POST", 200),
        (Scope.WRITE, "GET", 403),
    ],
)
def test_reading_needs_read_and_writing_needs_write(client, world, token, scope, method, status):
    headers = bearer(token(world.keeper, scope))

    assert client.open("/api/v1/probe/keep", method=method, headers=headers).status_code == status


@pytest.mark.parametrize("header", ["Bearer onepool_guess", "Bearer ", "Basic a2VlcGVyOg==", "onepool_guess"])
def test_a_wrong_token_is_told_so(client, header):
    answer = client.get("/api/v1/probe/keep", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_case_of_the_word_bearer_means_nothing(client, world, token):
    headers = {"Authorization": f"bearer {token(world.keeper, Scope.READ)}"}

    assert client.get("/api/v1/probe/keep", headers=headers).status_code == 200


def test_a_program_is_answered_in_the_language_it_asks_for(client, world, token):
    headers = bearer(token(world.stranger, Scope.READ))
    own = client.get("/api/v1/probe/keep", headers=headers).json["title"]
    asked = client.get("/api/v1/probe/keep", headers=headers | {"Accept-Language": "zh-CN"}).json["title"]

    assert (own, asked) == ("Your role does not allow this", "您的角色无权进行此操作")


def test_public_routes_let_visitors_and_people_in_and_refuse_wrong_tokens(client, world, token):
    known = client.get("/api/v1/probe/browse", headers=bearer(token(world.stranger, Scope.READ)))

    assert client.get("/api/v1/probe/browse").json == {"by": None}
    assert known.json == {"by": world.stranger.email}
    assert client.get("/api/v1/probe/browse", headers=bearer("onepool_guess")).status_code == 401


def test_pages_for_ones_own_machine_are_nowhere_else(app, client):
    assert client.get("/probe/local").status_code == 200
    wire(app, Surroundings("https://pool.example", is_local=False, sign_in_names=list))
    assert client.get("/probe/local").status_code == 404


def test_a_session_writes_to_the_api_only_with_the_csrf_header(app, client, world):
    sign_in(client, world.keeper)
    app.config["WTF_CSRF_ENABLED"] = True

    page = client.get("/account").text
    csrf_token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    assert client.get("/api/v1/probe/keep").status_code == 200
    assert client.post("/api/v1/probe/keep").status_code == 401
    assert client.post("/api/v1/probe/keep", headers={"X-CSRFToken": csrf_token}).status_code == 200
