"""Data from outside is read to its end: a valid value, or a problem with its path."""

from datetime import date
from enum import StrEnum

import pytest

from app.kernel.fields import Fields
from app.kernel.money import Money


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.fixture
def problems():
    return []


def places(problems):
    return [problem.field for problem in problems]


def test_values_are_read_and_null_means_the_default(problems):
    fields = Fields({"count": 3, "day": "2026-03-02", "open": False, "colour": None, "name": " x "}, problems)

    assert fields.integer("count", low=1, high=3) == 3
    assert fields.day("day") == date(2026, 3, 2)
    assert fields.flag("open", default=True) is False
    assert fields.choice("colour", Colour, default=Colour.RED) is Colour.RED
    assert fields.text("name", longest=1) == "x"
    assert problems == []


def test_a_nested_problem_names_its_whole_path(problems):
    outer = Fields({"rows": [{}, {"count": "1"}], "caps": {"year": 5}}, problems, "policy")

    outer.objects("rows", most=2)[1].integer("count", low=0, high=9)
    outer.inner("caps").amount("year")

    assert places(problems) == ["policy.rows[1].count", "policy.caps.year"]


def test_a_rule_over_refused_fields_is_not_asked(problems):
    fields = Fields({"first": "2026-03-02", "last": "soon"}, problems)
    fields.day("first")
    fields.day("last")

    assert fields.are_good("first")
    assert not fields.are_good("first", "last")


@pytest.mark.parametrize("words", [[], ["green"], ["red", 1], "red", [["red"]]])
def test_some_words_are_wanted_and_known(problems, words):
    assert Fields({"colours": words}, problems).choices("colours", Colour) == frozenset()
    assert places(problems) == ["colours"]


def test_no_word_is_enough_where_there_is_a_default(problems):
    assert Fields({"colours": []}, problems).choices("colours", Colour, default=frozenset(Colour)) == set()
    assert problems == []


@pytest.mark.parametrize(
    "amount", [0, {"minor": 0}, {"minor": 1.5}, {"minor": True}, {"minor": 5, "currency": "USD"}]
)
def test_an_amount_is_positive_and_of_the_pool_s_currency(problems, amount):
    assert Fields({"cap": amount}, problems).amount("cap") is None
    assert places(problems) == ["cap"]


def test_an_amount_is_read_in_minor_units(problems):
    assert Fields({"cap": {"minor": 500}}, problems).amount("cap") == Money(500)


def test_blank_text_is_refused_unless_the_default_is_blank(problems):
    fields = Fields({"name": "  "}, problems)

    assert fields.text("name", longest=9, default="") == ""
    assert problems == []
    fields.text("name", longest=9)
    assert places(problems) == ["name"]


@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_what_is_no_object_is_one_problem(problems, data):
    Fields(data, problems, "card")

    assert places(problems) == ["card"]
