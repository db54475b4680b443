"""However many operators move what is featured at once, each has a place of its own."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from app.content.domain.featured import FeaturedKind, FeaturedTerms, Target
from app.content.featuring import feature, move_up
from app.content.models import Featured
from app.infra.db import db
from app.infra.events import SYSTEM
from app.pool.domain.days import pool_day
from tests.support.moments import NOON
from tests.support.racing import outcomes

pytestmark = pytest.mark.race


@pytest.fixture
def engine_name() -> str:
    """On PostgreSQL alone: SQLite has one writer."""
    return "postgresql"


def put(number: int) -> int:
    day, target = pool_day(NOON), Target(FeaturedKind.SERVICE, str(number))
    terms = FeaturedTerms(target, day, day + timedelta(3))
    return feature(terms=terms, shown=[target], by=SYSTEM, now=NOON)


def test_of_the_very_first_six_stand_and_of_the_same_one(app, do):
    turns = [partial(put, number) for number in (1, 1, 2, 2, 3, 4, 5, 6, 7, 8)]

    assert outcomes(app, turns)["won"] == 6
    places = select(func.count(Featured.ref.distinct()), func.count(Featured.place.distinct()))
    assert tuple(do(lambda: db.session.execute(places).one())) == (6, 6)


def test_places_stay_apart_and_six_stand_on_a_day(app, do):
    ids = [do(partial(put, number)) for number in range(1, 5)]
    assert outcomes(app, [partial(put, number) for number in range(5, 13)])["won"] == 2
    outcomes(app, [partial(move_up, featured_id=each, by=SYSTEM, now=NOON) for each in ids * 3])
    count = select(func.count(Featured.place), func.count(func.distinct(Featured.place)))
    assert tuple(do(lambda: db.session.execute(count).one())) == (6, 6)
