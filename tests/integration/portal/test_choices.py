"""What readers choose for their device: the server renders it right at once, without scripts."""

import pytest


def test_a_reader_who_chose_nothing_follows_the_system(client):
    page = client.get("/").text

    assert 'data-bs-theme="auto"' in page
    assert 'media="screen and (prefers-color-scheme: dark)"' in page


@pytest.mark.parametrize(
    ("theme", "sheet"), [("dark", 'media="screen" href="/static/css/dark.css?v='), ("light", "")]
)
def test_a_chosen_theme_is_there_from_the_first_byte(client, theme, sheet):
    answer = client.post("/choices/theme", data={"value": theme, "next": "/help"})
    assert (answer.status_code, answer.location) == (303, "/help")

    page = client.get("/help").text
    assert f'data-bs-theme="{theme}"' in page
    assert sheet in page
    assert ("css/dark.css" in page) == bool(sheet)


def test_single_keys_can_be_turned_off(client):
    client.post("/choices/shortcuts", data={"value": "off", "next": "/shortcuts"})

    page = client.get("/shortcuts").text
    assert 'data-shortcuts="off"' in page
    assert 'value="on"' in page


def test_what_can_not_be_chosen_is_refused_and_never_leads_away(client):
    assert client.post("/choices/theme", data={"value": "pink"}).status_code == 422
    assert client.post("/choices/theme", data={"value": "dark", "next": "//evil.example"}).location == "/"
