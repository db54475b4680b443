"""The public pages, in both languages, and what their frame offers."""

import re

import pytest
from flask.testing import FlaskClient

PAGES = ["/", "/news", "/help", "/help/how-a-voucher-works", "/style-guide", "/notices", "/providers",
         "/instruments/compare", "/search?q=zpy"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_visitor_reads_each_page_in_each_language(client: FlaskClient, path: str, language: str) -> None:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_the_content_security_policy(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_every_file_a_page_asks_for_is_served(client: FlaskClient) -> None:
    page = client.get("/").text
    files = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", page)
    assert files
    for file in files:
        with client.get(file) as answer:
            assert answer.status_code == 200, file
            assert "immutable" in answer.headers["Cache-Control"], file
        with client.get(file.split("?")[0]) as unstamped:
            assert unstamped.headers["Cache-Control"] == "no-cache", file
        with client.get(f"{file}0") as old:
            assert old.headers["Cache-Control"] == "no-cache", file


def test_the_first_link_of_a_page_skips_to_its_content(client: FlaskClient) -> None:
    page = client.get("/").text
    first = re.search(r"<a [^>]*href=\"([^\"]+)\"", page)
    assert first is not None
    assert first[1] == "#content"
    assert 'id="content"' in page


def test_a_visitor_is_offered_only_what_a_visitor_may_see(client: FlaskClient) -> None:
    navigation = client.get("/").text.split("<nav")[1].split("</nav>")[0]
    assert "/help" in navigation
    assert "/desk" not in navigation


def test_an_unknown_address_is_a_page_with_a_way_on(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert '<a class="btn btn-primary" href="/">' in answer.text


def test_htmx_gets_a_refusal_as_a_fragment(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_an_empty_pool_counts_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stats")
    assert answer.json == {
        "services": 0,
        "instruments": 0,
        "providers": 0,
        "order_amount": {"minor": 0, "currency": "CNY"},
    }
