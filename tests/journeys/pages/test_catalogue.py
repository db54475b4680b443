from datetime import timedelta

import pytest

from app.infra import clock


def test_a_visitor_finds_an_instrument_in_either_language(client, world):
    for words in ("扫描电子显微镜", "emission"):
        page = client.get("/instruments", query_string={"q": words, "lang": "en"})
        assert "Field emission SEM" in page.text
        assert "LC-MS" not in page.text


def test_each_row_says_when_it_is_next_free_and_what_an_hour_costs(client, world):
    page = client.get("/instruments?lang=en").text
    assert page.count("Next free for 1 h") == 2
    assert page.count("from ¥600.00/h") == 2


def test_recognition_is_shown_to_those_whose_district_recognises(client, signed_in, world):
    assert "Recognised" not in client.get("/instruments?lang=en").text
    assert "Recognised" in signed_in(world.researcher).get("/instruments?lang=en").text
    assert "Recognised" not in signed_in(world.stranger).get("/instruments?lang=en").text


def test_an_hour_is_priced_after_the_voucher_for_those_who_have_one(client, signed_in, world):
    assert signed_in(world.researcher).get("/instruments?lang=en").text.count("¥300.00/h after voucher") == 2
    for page in (client.get("/instruments?lang=en"), signed_in(world.stranger).get("/instruments?lang=en")):
        assert "after voucher" not in page.text


def test_with_a_day_the_soonest_free_come_first(client, world):
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    page = client.get("/instruments", query_string={"from_on": day, "lang": "en"})
    assert "the soonest free first" in page.text
    assert day[:4] in page.text


def test_an_empty_result_offers_to_drop_each_wish(client, world):
    page = client.get("/instruments?q=nothing-like-it&max_hourly=10&lang=en").text
    assert "Nothing matches this search" in page
    assert "At any price" in page
    assert "/instruments?q=nothing-like-it&amp;lang=en" in page


@pytest.mark.parametrize("wrong", ["from_on=soon", "minutes=7", "max_hourly=cheap", "region=999999"])
def test_a_wish_that_can_not_be_read_breaks_nothing(client, world, wrong):
    assert client.get(f"/instruments?{wrong}").status_code == 200


def test_a_cursor_that_is_not_ours_is_refused(client, world):
    assert client.get("/instruments?cursor=abc").status_code == 422


def test_htmx_gets_the_results_alone(client, world):
    page = client.get("/instruments", headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert 'class="results"' in page


def test_the_page_takes_a_fixed_number_of_queries(signed_in, world, queries):
    browser = signed_in(world.researcher)
    with queries() as counted:
        browser.get("/instruments?q=LC-MS")
    with queries() as more:
        browser.get("/instruments")
    assert len(more) <= len(counted) + 3
    assert len(more) <= 15
