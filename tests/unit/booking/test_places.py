"""Where an instrument stands, as people say it."""

import pytest

from app.booking.present.places import place_of
from app.pool.divisions import divisions

REGIONS = {region.code: region for region in divisions()}


@pytest.mark.parametrize(
    ("code", "name_zh", "name_en"),
    [
        ("320211", "无锡市 · 滨湖区", "Wuxi · Binhu"),
        ("310115", "上海市 · 浦东新区", "Shanghai · Pudong New Area"),
        ("320500", "江苏省 · 苏州市", "Jiangsu · Suzhou"),
        ("310000", "上海市", "Shanghai"),
    ],
)
def test_the_city_comes_first_and_a_municipality_is_one(code, name_zh, name_en):
    place = place_of(code, REGIONS)
    assert place is not None
    assert (place.name_zh, place.name_en) == (name_zh, name_en)


def test_what_lies_outside_the_pool_has_no_place():
    assert place_of("110101", REGIONS) is None
    assert place_of(None, REGIONS) is None


def test_every_division_has_an_english_name():
    assert [region.code for region in REGIONS.values() if not region.name_en.isascii()] == []
