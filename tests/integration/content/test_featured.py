"""What the operator features stands on the home page, in its order, on its days, while it is published."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.content.domain.featured import FeaturedKind, FeaturedTerms, Target, target_at
from app.infra import clock
from app.infra.db import db
from app.pool.domain.days import pool_day
from app.pool.models import Accreditation, Instrument

HEADING = 'id="featured"'


@pytest.fixture
def engine_name() -> str:
    """On SQLite alone: pages are the same on both."""
    return "sqlite"


@pytest.fixture
def feature(pool, browse):
    """Feature what has its page at an address, as the operator; from today for a week."""

    def feature(address: str, first: int = 0, last: int = 6):
        today = pool_day(clock.now())
        days = {"from_on": today + timedelta(first), "until_on": today + timedelta(last)}
        form = {"address": address} | {name: day.isoformat() for name, day in days.items()}
        return browse(pool.operator, "/operations/featured", form=form)

    return feature


def test_home_shows_what_is_featured_in_its_order_and_says_that_it_is_chosen(pool, browse, feature, do):
    pool.recognise()
    instrument, provider = f"/instruments/{pool.instrument()}", "/providers/test-provider"
    assert HEADING not in browse(None, "/").text
    assert feature(instrument).status_code == 303
    assert feature(f"https://pool.example{provider}?from=here").status_code == 303
    shown = browse(None, "/").text.partition(HEADING)[2].partition("</section>")[0]
    assert "Chosen by the operator of the pool" in shown
    assert shown.index(f'href="{instrument}"') < shown.index(f'href="{provider}"')

    assert browse(pool.operator, "/operations/featured/2/up", form={}).status_code == 303
    assert browse(pool.operator, "/operations/featured/2/up", form={}).status_code == 409
    shown = browse(None, "/").text.partition(HEADING)[2].partition("</section>")[0]
    assert shown.index(f'href="{provider}"') < shown.index(f'href="{instrument}"')

    do(lambda: db.session.execute(update(Instrument).values(state="retired")))
    do(lambda: db.session.execute(update(Accreditation).values(state="suspended")))
    assert HEADING not in browse(None, "/").text
    assert browse(pool.operator, "/operations/featured").text.count("Not shown: not published any more") == 2
    assert browse(pool.operator, "/operations/featured/1/off", form={}).status_code == 303
    assert browse(pool.operator, "/operations/featured/1/off", form={}).status_code == 404


def test_what_nobody_could_see_or_would_be_too_much_is_refused(pool, browse, feature):
    instrument = f"/instruments/{pool.instrument()}"
    for address in ("/instruments/99999", "/providers/test-provider", "/news", "nonsense"):
        refused = feature(address)
        assert (refused.status_code, 'data-code="not_published"' in refused.text) == (422, True), address
    assert 'data-code="wrong_span"' in feature(instrument, 2, 1).text
    assert 'data-code="over_already"' in feature(instrument, -3, -1).text
    assert feature(instrument, 3, 4).status_code == 303
    assert 'data-code="featured_already"' in feature(instrument, 4, 9).text
    assert HEADING not in browse(None, "/").text, "its days are to come"
    assert browse(pool.officer, "/operations/featured").status_code == 403
    assert browse(pool.officer, "/operations/featured/1/off", form={}).status_code == 403


def test_six_stand_on_one_day():
    today = pool_day(clock.now())

    def terms(number: int, first: int, last: int) -> FeaturedTerms:
        target = Target(FeaturedKind.SERVICE, str(number))
        return FeaturedTerms(target, today + timedelta(first), today + timedelta(last))

    five = [terms(number, 0, 9) for number in range(5)]
    assert terms(9, 0, 9).problems(today, five) == []
    crowded = [*five, terms(5, 4, 4)]
    assert [each.code for each in terms(9, 0, 9).problems(today, crowded)] == ["too_many_featured"]
    assert terms(9, 0, 3).problems(today, crowded) == []
    assert terms(9, 5, 9).problems(today, crowded) == []


def test_an_address_names_one_thing():
    assert target_at("/services/007/") == Target(FeaturedKind.SERVICE, "7")
    assert target_at("http://x.example/providers/TAIHU%2D1") == Target(FeaturedKind.PROVIDER, "TAIHU-1")
    pages = ("/instruments/1/edit", "/instruments/", "javascript:alert(1)", "/providers/a/b")
    for nothing in (*pages, "http://[", "/providers/a%00b", "/providers/%E2%80%AEa"):
        assert target_at(nothing) is None
