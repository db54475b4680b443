"""`flask hub load`: a hub comes from a file, and the same file again changes nothing."""

import json

import pytest

from app.hubs.cli import SHIPPED
from app.hubs.domain.states import HubState
from app.hubs.queries.hubs import find_hub, hubs
from tests.integration.hubs.world import BIOMEDICINE


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
def load(cli, tmp_path):
    """Load a definition by the command: `load(BIOMEDICINE)` is its result."""

    def run(data):
        path = tmp_path / "hub.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data))
        return cli.invoke(args=["hub", "load", str(path)])

    return run


def test_a_second_hub_is_data(app, load):
    loaded = load((SHIPPED / "integrated-circuits.json").read_text())
    assert (loaded.exit_code, loaded.output) == (0, "integrated-circuits: added\n")
    assert load((SHIPPED / "integrated-circuits.json").read_text()).output.endswith("unchanged\n")
    with app.app_context():
        assert find_hub("integrated-circuits").state is HubState.DRAFT
        assert hubs(None) == [], "nobody sees it before the operator opens it"


def test_a_changed_definition_is_taken_over_but_for_facets_in_use(world, load):
    world.published()
    facets = BIOMEDICINE["facets"]
    fewer = facets | {"area": [each for each in facets["area"] if each["slug"] != "tumour"]}
    refused = load(BIOMEDICINE | {"facets": fewer})
    assert refused.exit_code == 2
    assert "tumour" in refused.output

    renamed = [each | {"name_en": "Cancer"} if each["slug"] == "tumour" else each for each in facets["area"]]
    fewer = facets | {"area": [each for each in renamed if each["slug"] != "rare-diseases"]}
    assert load(BIOMEDICINE | {"facets": fewer}).output == "biomedicine: updated\n"
    [tumour] = world.hub().named(["tumour"])
    assert tumour.name_en == "Cancer"
    assert world.hub().named(["rare-diseases"]) == ()


def test_a_file_is_refused_with_all_its_problems(load):
    refused = load({"slug": "x y", "facets": {"area": [{"slug": "a"}]}})
    assert refused.exit_code == 2
    for place in ("slug:", "name_zh:", "facets.area[0].name_en:"):
        assert place in refused.output
    assert load("{").exit_code == 2
