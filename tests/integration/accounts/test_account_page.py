import pytest

from tests.integration.accounts.conftest import PASSWORD, sign_in

NEW_PASSWORD = "four other words here"


@pytest.fixture(autouse=True)
def _signed_in(client, world):
    sign_in(client, world.researcher)


def change_password(client, current: str, new: str = NEW_PASSWORD):
    data = {"current": current, "password": new, "repeated": new}
    return client.post("/account/password", data=data)


def test_the_name_and_the_language_are_changed(client):
    answer = client.post("/account/details", data={"name": "Lin 林", "locale": "zh-CN"})

    assert answer.status_code == 303
    page = client.get("/account").text
    assert "Lin 林" in page
    assert 'lang="zh-CN"' in page


def test_an_empty_name_is_refused_and_named(client):
    answer = client.post("/account/details", data={"name": "  ", "locale": "en"})

    assert answer.status_code == 422
    assert 'data-code="name_length"' in answer.text


def test_a_new_password_signs_out_everywhere_else(app, client, world):
    elsewhere = app.test_client()
    sign_in(elsewhere, world.researcher)

    assert change_password(client, PASSWORD).status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302


def test_the_present_password_is_asked_for(client, world):
    answer = change_password(client, "not this one")

    assert answer.status_code == 422
    assert 'data-code="wrong_password"' in answer.text


def test_guessing_the_present_password_is_locked_like_signing_in(client):
    for _ in range(5):
        change_password(client, "not this one")

    assert change_password(client, PASSWORD).status_code == 429


def test_one_acts_for_the_organisation_joined_first_until_one_switches(client, world):
    def current() -> int:
        with client.session_transaction() as session:
            return session["organisation_id"]

    assert current() == world.enterprise.id
    answer = client.post("/account/organisation", data={"organisation_id": world.second_enterprise.id})

    assert answer.status_code == 303
    assert current() == world.second_enterprise.id


@pytest.mark.parametrize("wanted", ["provider", "unknown", "nonsense"])
def test_somebody_else_s_organisation_is_not_found(client, world, wanted):
    organisation_id = {"provider": world.provider.id, "unknown": 4711, "nonsense": "x"}[wanted]

    answer = client.post("/account/organisation", data={"organisation_id": organisation_id})

    assert answer.status_code == 404


def test_a_language_is_kept_with_the_person_and_the_browser(app, client, world):
    answer = client.get("/language/zh-CN?next=/account")

    assert answer.location == "/account"
    assert "language=zh-CN" in answer.headers["Set-Cookie"]
    elsewhere = app.test_client()
    sign_in(elsewhere, world.researcher)
    assert 'lang="zh-CN"' in elsewhere.get("/account", headers={"Accept-Language": "en"}).text


def test_a_language_without_a_catalogue_is_not_found(client):
    assert client.get("/language/tlh").status_code == 404
