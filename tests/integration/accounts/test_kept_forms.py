"""A form that comes after its session had ended is kept and sent again; nothing typed is lost."""

import re
from html import unescape
from io import BytesIO

import pytest

from tests.integration.accounts.conftest import PASSWORD

OURS = {"Origin": "http://localhost"}
TYPED = {"name": "王小雨 “Rain”", "locale": "en", "csrf_token": "stale"}


@pytest.fixture(autouse=True)
def _protected(app):
    app.config["WTF_CSRF_ENABLED"] = True


def hidden(page: str, form: str) -> dict[str, str]:
    """Return the hidden fields of a form on a page."""
    part = re.search(rf'<form method="post" action="{re.escape(form)}.*?</form>', page, re.DOTALL)[0]
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', part)
    return {
        re.search(r'name="([^"]+)"', each)[1]: unescape(re.search(r'value="([^"]*)"', each)[1])
        for each in fields
    }


def sent(client, path: str, form: dict[str, str]) -> str:
    """Send a form as a browser does: where it is sent on to (307), its content goes along."""
    answer = client.post(path, data=form, headers=OURS)
    assert answer.status_code == 307
    return client.post(answer.location, data=form, headers=OURS).text


def test_a_form_survives_signing_in_even_after_a_wrong_password(client, world):
    page = sent(client, "/account/details", TYPED)
    fields = hidden(page, "/sign-in")
    wrong = client.post("/sign-in", data=fields | {"email": world.keeper.email, "password": "not it"})
    fields = hidden(wrong.text, "/sign-in")

    page = client.post("/sign-in", data=fields | {"email": world.keeper.email, "password": PASSWORD}).text
    assert world.keeper.name in unescape(page.split("<main")[1])  # in whose name it is sent
    again = hidden(page, "/account/details")
    assert {name: again[name] for name in ("name", "locale")} == {"name": TYPED["name"], "locale": "en"}
    assert client.post("/account/details", data=again).status_code in (302, 303)
    assert unescape(client.get("/account").text).count(TYPED["name"]) > 0


def test_who_sent_a_file_is_told_to_choose_it_again_after_signing_in(client, world):
    form = TYPED | {"paper": (BytesIO(b"%PDF-"), "contract.pdf")}
    fields = hidden(client.post("/sign-in/again?next=/account", data=form, headers=OURS).text, "/sign-in")
    page = client.post("/sign-in", data=fields | {"email": world.keeper.email, "password": PASSWORD}).text
    assert "文件不会保留" in page or "Files are not kept" in page


def test_a_form_opened_for_one_organisation_is_not_taken_for_another(client, world):
    fields = hidden(client.get("/sign-in").text, "/sign-in")
    client.post("/sign-in", data=fields | {"email": world.researcher.email, "password": PASSWORD})
    old = hidden(client.get("/account").text, "/account/details")
    assert "/account/organisation" in client.get("/account").text
    client.post("/account/organisation", data=old | {"organisation_id": world.second_enterprise.id})

    page = sent(client, "/account/details", old | {"name": "Rain", "locale": "en"})
    assert world.second_enterprise.name_zh in page.split("<main")[1]
    assert "Rain" not in client.get("/account").text


def test_another_site_s_form_is_not_kept(client, world):
    elsewhere = {"Origin": "https://evil.example"}
    assert client.post("/account/details", data=TYPED, headers=elsewhere).status_code == 400
    sent_there = client.post("/sign-in/again?next=/account/details", data=TYPED, headers=elsewhere)
    assert (sent_there.status_code, sent_there.location) == (303, "/sign-in")


def test_a_password_is_never_kept(client, world):
    form = {"current": "a", "password": "b"}
    assert "kept" not in sent(client, "/account/password", form)
