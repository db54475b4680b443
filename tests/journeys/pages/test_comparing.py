"""Up to four instruments side by side, by ticking them in the catalogue."""

import re

import pytest

from app.infra import clock
from app.infra.db import transaction
from app.pool.domain.instruments import Confirmation
from tests.journeys.pages.world import published


@pytest.fixture
def engine_name():
    """These pages put no question of their own to the database."""
    return "sqlite"


@pytest.fixture
def compare(client):
    def compare(*chosen, browser=client, language="en"):
        answer = browser.get(
            "/instruments/compare", query_string={"with": chosen}, headers={"Accept-Language": language}
        )
        assert answer.status_code == 200
        return answer.text

    return compare


def test_the_catalogue_sends_what_is_ticked(client, world):
    page = client.get("/instruments?lang=en").text
    for ref in (world.manual_id, world.automatic_id):
        assert re.search(rf'type="checkbox" name="with" value="{ref}" form="compare"', page)
    assert 'id="compare" method="get" action="/instruments/compare"' in page


def test_what_was_ticked_before_stays_so_through_the_search(client, world):
    page = client.get(f"/instruments?with={world.manual_id}&with=999&lang=en").text
    assert re.search(rf'value="{world.manual_id}"[^>]* checked', page)
    assert '<input type="hidden" name="with" value="999">' in page
    assert f"with={world.manual_id}&amp;with=999" in page, "facets keep it"


@pytest.mark.parametrize(
    ("language", "confirmation", "same"), [("en", "Confirmation", "the same"), ("zh-CN", "确认", "相同")]
)
def test_what_differs_comes_first(compare, world, language, confirmation, same):
    page = compare(world.manual_id, world.automatic_id, language=language)
    assert page.index(f"<strong>{confirmation}") < page.index(f'<span class="hint">{same}')
    assert page.count(f'<span class="hint">{same}') > 5
    assert page.count("¥600.00/") >= 2
    for ref in (world.manual_id, world.automatic_id):
        assert re.search(rf'href="/instruments/{ref}\?starts_at=[^"]+"', page), "a link to book, with a time"


def test_a_reader_with_a_voucher_sees_what_it_leaves_to_pay(compare, signed_in, world):
    page = compare(world.manual_id, world.automatic_id, browser=signed_in(world.researcher))
    assert page.count("¥300.00/h") == 2
    assert page.count("Recognised") == 2


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ((), "Nothing to compare yet"),
        (("manual",), "One alone has nothing to be compared with"),
        (("manual", "999", "x"), "Not in the catalogue, and left out: 2 of your choice."),
        (("999", "²"), "Nothing to compare yet"),
    ],
)
def test_a_choice_that_can_not_be_compared_is_told_why(compare, world, chosen, said):
    page = compare(*(world.manual_id if each == "manual" else each for each in chosen))
    assert said in page


def test_of_five_the_first_four_are_compared(compare, app, world):
    def publish(number):
        name = f"Balance {number}"
        return published(name, name, Confirmation.AUTOMATIC, world.keeper, clock.now())

    with app.app_context():
        five = [world.manual_id, world.automatic_id, *transaction(lambda: [*map(publish, range(3))])]
    page = compare(*five)
    assert "At most 4 can be compared; these are the first of your 5." in page
    assert "Balance 1" in page
    assert "Balance 2" not in page


def test_a_draft_is_as_unknown_as_what_does_not_exist(compare, signed_in, world):
    keeper = signed_in(world.keeper)
    made = keeper.post(
        "/desk/instruments/new", data={"name_zh": "新仪器", "zone": "Asia/Shanghai", "lane_count": "1"}
    )
    draft = made.headers["Location"].split("#")[0].rsplit("/", 1)[1]
    assert "新仪器" not in compare(draft, world.manual_id)


def test_a_comparison_costs_few_statements(compare, client, world, queries):
    with queries() as counted:
        compare(world.manual_id, world.automatic_id)
    assert len(counted) <= 15
