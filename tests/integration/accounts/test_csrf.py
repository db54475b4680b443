import re

import pytest

from tests.integration.accounts.conftest import PASSWORD, sign_in


@pytest.fixture(autouse=True)
def _protected(app):
    app.config["WTF_CSRF_ENABLED"] = True


def csrf_token(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def test_the_sign_in_form_works_with_its_csrf_token(client, world):
    data = {
        "email": world.keeper.email,
        "password": PASSWORD,
        "csrf_token": csrf_token(client.get("/sign-in").text),
    }

    assert client.post("/sign-in", data=data).status_code == 303


def test_another_site_can_not_sign_somebody_in(client, world):
    assert sign_in(client, world.keeper).status_code == 400


def test_a_csrf_token_from_before_signing_in_is_worth_nothing_after(client, world):
    before = csrf_token(client.get("/sign-in").text)
    client.post("/sign-in", data={"email": world.keeper.email, "password": PASSWORD, "csrf_token": before})

    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/sign-out",
        "/account/details",
        "/account/password",
        "/account/organisation",
        "/account/tokens",
        "/account/tokens/1/revoke",
    ],
)
def test_no_form_is_taken_without_its_csrf_token(client, path):
    assert client.post(path).status_code == 400
