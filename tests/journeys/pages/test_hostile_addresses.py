"""Addresses that somebody made up: pages leave out what they can not read, and never fail."""

import pytest

MADE_UP = [
    "endpoint=x",
    "_scheme=javascript&_external=1",
    "_anchor=x",
    "_method=X",
    "instrument_id=7",
    "week=9999-12-31",
    "week=0001-01-01",
    "from_on=0001-01-01",
    "from_on=9999-12-31",
    "starts_at=0001-01-01T00:00&ends_at=0001-01-01T01:00",
    "starts_at=2030-01-01T00:00&ends_at=9999-12-31T23:59",
    "starts_at=2030-01-01T00:00&ends_at=8999-12-31T23:59",
]


@pytest.mark.parametrize("query", MADE_UP)
def test_pages_answer_and_keep_their_links(client, world, query):
    own = f"/instruments/{world.manual_id}"
    for path in ("/instruments", own, f"{own}/price"):
        page = client.get(f"{path}?{query}")
        assert page.status_code == 200, (path, query)
        assert 'href="javascript:' not in page.text


def test_nul_in_a_form_is_refused(client):
    page = client.post("/sign-in", data={"email": "a\0@demo.example", "password": "x"})
    assert page.status_code == 422
