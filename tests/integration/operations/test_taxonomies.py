"""The operator keeps classes, kinds, words and names as data, and sees what a change touches beforehand."""

import re

import pytest

from app.infra import clock
from app.infra.scheduler import run_job
from app.infra.scheduler.wired import get_job


@pytest.fixture
def catch_up(app):
    """Let the search catch up, as the scheduler does."""

    def run() -> int:
        with app.app_context():
            return run_job(get_job("reindex"), clock.now()).done

    return run


def found(pool, query: str) -> int:
    return len(pool.researcher.get("/instruments", q=query).json["items"])


def test_a_kind_is_renamed_and_merged_after_a_look_at_what_it_touches(desk, pool, catch_up, acts):
    for name, category in (("One", "Electron microscop"), ("Two", "Electron microscope"), ("Three", "Laser")):
        pool.instrument(name=name, category=category)
    assert "Electron microscop<" in desk.page("/taxonomies/kind")
    preview = desk.page("/taxonomies/kind/term", code="Electron microscop", into="Electron microscope")
    assert "1 instrument gets the new code" in preview
    assert "it then has 2" in preview

    move = {"code": "Electron microscop", "into": "Electron microscope"}
    assert desk.post("/taxonomies/kind/move", **move).status_code == 303
    assert catch_up() == 1
    assert desk.page("/taxonomies/kind/term", code="Electron microscop", status=404)
    assert desk.post("/taxonomies/kind/move", code="Laser", into="Light source").status_code == 303
    assert catch_up() == 1
    assert found(pool, "light source") == 1

    named = {"code": "Light source", "name_zh": "光源", "name_en": "Light sources"}
    assert desk.post("/taxonomies/kind/name", **named).status_code == 303
    page = desk.client.get("/instruments?lang=en").get_data(as_text=True)
    assert "Light sources" in page
    assert desk.post("/taxonomies/kind/delete", code="Light source").status_code == 409
    assert acts("term", "kind:Electron microscope") == [("merge", None)]
    assert acts("term", "kind:Light source") == [("rename", None), ("name", None)]


def test_a_class_is_added_once_and_deleted_while_unused(desk):
    added = {"code": "0199", "name_zh": "其他分析仪器", "name_en": "Other analysers"}
    assert desk.post("/taxonomies/class", **added).status_code == 303
    assert desk.post("/taxonomies/class", **added).status_code == 422
    assert desk.post("/taxonomies/class", code="x" * 30).status_code == 422
    assert "其他分析仪器" in desk.page("/taxonomies/class", text="0199")
    assert desk.post("/taxonomies/class/delete", code="0199").status_code == 303
    assert desk.post("/taxonomies/class/delete", code="0199").status_code == 404


def test_new_words_find_what_was_there_before(desk, pool, catch_up, acts):
    pool.instrument(name="Cryostat for 4 K")
    assert found(pool, "低温恒温器") == 0
    answer = desk.post("/taxonomies/synonyms", words="Cryostat\n低温恒温器")
    group = int(re.search(r"/synonyms/(\d+)", answer.location)[1])
    assert catch_up() == 1
    assert found(pool, "低温恒温器") == 1

    assert desk.post(f"/taxonomies/synonyms/{group}/delete").status_code == 409
    preview = desk.page(f"/taxonomies/synonyms/{group}", words="cryostat, 低温箱")
    assert "Put into the search anew: instruments 1, services 0." in preview
    assert desk.post(f"/taxonomies/synonyms/{group}/change", words="cryostat, 低温箱").status_code == 303
    catch_up()
    assert (found(pool, "低温恒温器"), found(pool, "低温箱")) == (0, 1)
    assert desk.post(f"/taxonomies/synonyms/{group}/change", words="alone").status_code == 422

    assert desk.page(f"/taxonomies/synonyms/{group}", into_id=2**31, status=404)
    assert desk.post(f"/taxonomies/synonyms/{group}/merge", into_id=2**63).status_code == 422
    assert desk.post(f"/taxonomies/synonyms/{group}/merge", into_id="1").status_code == 303
    assert desk.page(f"/taxonomies/synonyms/{group}", status=404)
    assert "低温箱" in desk.page("/taxonomies/synonyms/1")
    assert [action for action, _ in acts("synonyms", group)] == ["add", "edit"]


def test_a_region_is_called_otherwise_and_a_new_one_added(desk, acts):
    names = {"name_zh": "青浦新区", "name_en": "New Qingpu"}
    assert desk.post("/taxonomies/regions/310118", **names).status_code == 303
    assert "New Qingpu" in desk.page("/taxonomies/regions", text="310118")
    assert desk.post("/taxonomies/regions/310118", name_zh="", name_en="").status_code == 422
    assert desk.post("/taxonomies/regions", code="310199", **names).status_code == 303
    assert desk.post("/taxonomies/regions", code="310199", **names).status_code == 422
    assert desk.post("/taxonomies/regions", code="990199", **names).status_code == 422
    assert acts("region", "310118") == [("rename", None)]
