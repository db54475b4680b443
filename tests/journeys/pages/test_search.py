"""The one search of every page: instruments, services and providers, kind by kind."""

import pytest


@pytest.mark.parametrize(
    ("language", "heading", "providers"),
    [("en", "Results for “nano”", "Providers"), ("zh-CN", "“nano”的搜索结果", "服务机构")],
)
def test_what_is_found_stands_kind_by_kind(client, world, language, heading, providers):
    page = client.get("/search?q=nano", headers={"Accept-Language": language}).text
    assert heading in page
    assert 'href="/providers/suzhou-lab"' in page
    assert f'href="/instruments/{world.manual_id}"' in page
    assert page.index(f'href="/instruments/{world.manual_id}"') < page.index('href="/providers/suzhou-lab"')
    assert providers in page


def test_an_instrument_is_found_in_whatever_way_it_is_typed(client, world):
    for words in ("液相色谱", "yexiangsepu", "zplyy", "LC-MS"):
        page = client.get("/search", query_string={"q": words}).text
        assert f'href="/instruments/{world.automatic_id}"' in page, words
        assert f'href="/instruments/{world.manual_id}"' not in page, words


def test_each_kind_leads_to_its_whole_list(client, world, queries):
    with queries() as counted:
        page = client.get("/search?q=suzhou&lang=en").text
    assert len(counted) <= 15
    assert page.count("All results") == 2
    assert 'href="/instruments?q=suzhou"' in page
    assert 'href="/providers?q=suzhou"' in page


def test_a_search_that_finds_nothing_offers_the_lists(client, world):
    for words in ("", "  ", '"*() -- :', "nothing resembles xyzzy", "x" * 500):
        page = client.get("/search", query_string={"q": words, "lang": "en"})
        assert page.status_code == 200
        assert "All instruments" in page.text
        assert 'href="/providers"' in page.text


def test_every_page_has_the_search(client, world):
    for path in ("/", "/help", "/providers", "/no-such-page"):
        assert 'role="search" method="get" action="/search"' in client.get(path).text
