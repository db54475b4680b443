import json

import pytest

from app.hubs.cli import SHIPPED
from app.hubs.domain.definitions import read_definition
from app.hubs.domain.hubs import Dimension


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.json")), ids=lambda path: path.stem)
def test_each_shipped_definition_is_good(path):
    hub, problems = read_definition(json.loads(path.read_bytes()))

    assert problems == []
    assert hub.slug == path.stem
    assert {facet.dimension for facet in hub.facets} == set(Dimension)


def test_a_definition_is_refused_with_every_problem_and_its_place():
    facets = {
        "area": [{"slug": "a b", "name_zh": "甲", "name_en": "A"}, {"slug": "same", "name_zh": "乙"}],
        "technology": [{"slug": "same", "name_zh": "丙", "name_en": "C", "classes": ["01"]}],
        "instrument": [{"slug": "tools", "name_zh": "丁", "name_en": "D", "classes": [7]}],
        "colour": [],
    }
    _, problems = read_definition({"slug": "queue", "name_zh": "某", "facets": facets, "more": 1})

    assert {problem.field for problem in problems} == {
        "slug", "name_en", "description_zh", "description_en", "areas_zh", "areas_en", "more", "facets",
        "facets.colour", "facets.area[0].slug", "facets.area[1].name_en", "facets.technology[0].classes",
        "facets.instrument[0].classes",
    }  # fmt: skip


@pytest.mark.parametrize("data", [None, [], "hub", {"facets": 3}, {"facets": {"area": {}}}])
def test_what_is_no_definition_at_all_is_refused(data):
    assert read_definition(data)[1]
