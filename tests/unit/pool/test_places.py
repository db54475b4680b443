"""Divisions are found by code and by name, and a name that means two is no answer."""

import json

import pytest

from app.pool.divisions import divisions
from app.pool.domain.places import Gazetteer, code_range, covers, lineage


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(divisions())


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["310118"], "310118"),
        (["上海市"], "310000"),
        (["江苏"], "320000"),
        (["苏州市"], "320500"),
        (["Suzhou, Jiangsu"], "320500"),
        (["Suzhou", "Anhui"], "341300"),
        (["Suzhou"], None),
        (["Nanjing, Jiangsu", ""], "320100"),
        (["Shanghai", "Jiangsu"], None),
        (["Boston"], None),
        (["Wuxi, Jiangsu", "Binhu"], "320211"),
        (["Gulou", "Nanjing"], "320106"),
        (["Binhai", "Tianjin"], None),
        (["Jiujiang, Jiangxi"], None),
        (["Nanjing", "Datong"], "320100"),
        ([""], None),
    ],
)
def test_texts_name_the_smallest_division_they_agree_on(gazetteer, texts, code):
    assert gazetteer.find(*texts) == code


def test_a_name_of_two_places_names_both(gazetteer):
    assert gazetteer.named("Suzhou") == {"320500", "341300"}
    assert gazetteer.named("Suzhou, Anhui") == {"341300"}
    assert gazetteer.named("Boston") == set()


def test_a_province_covers_its_districts():
    assert covers("310000", "310118")
    assert covers("320500", "320509")
    assert covers("310118", "310118")
    assert not covers("310118", "310000")
    assert not covers("320500", "320601")


def test_codes_lie_in_ranges_and_lineages():
    assert code_range("310000") == ("310000", "319999")
    assert code_range("320500") == ("320500", "320599")
    assert code_range("320509") == ("320509", "320509")
    assert lineage("310118") == ("310118", "310100", "310000")
    assert lineage("310000") == ("310000",)


def test_the_pilot_districts_are_marked():
    pilots = {card.code: card.name_zh for card in divisions() if card.is_pilot}
    assert pilots == {"310118": "青浦区", "320509": "吴江区", "330421": "嘉善县", "340500": "马鞍山市"}


def test_parents_come_before_their_children():
    seen = set()
    for card in divisions():
        assert card.parent_code is None or card.parent_code in seen
        seen.add(card.code)


@pytest.mark.shared
def test_the_divisions_are_those_of_the_public_list(shared):
    """But for development zones (their codes end in 70 to 79), which GB/T 2260 does not have."""
    listed = json.loads((shared / "data/admin/yrd_divisions.json").read_text())
    public = {row["code"]: (row["name_zh"], row["parent"]) for row in listed if row["code"][4] != "7"}
    assert {card.code: (card.name_zh, card.parent_code) for card in divisions()} == public
