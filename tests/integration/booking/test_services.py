"""A provider's services over the API, and the public list that comes of it."""

import pytest

from tests.support.booking_pool import TEST_OF_SAMPLES, codes
from tests.support.demo import everything


@pytest.fixture
def listed(client):
    def ids(**query):
        return [each["id"] for each in client.get("/api/v1/services", query_string=query).json["items"]]

    return ids


def test_a_published_service_is_public(pool, client, listed):
    service_id = pool.service()
    shown = client.get(f"/api/v1/services/{service_id}").json
    assert {name: shown[name] for name in TEST_OF_SAMPLES if name != "publish"} == {
        name: value for name, value in TEST_OF_SAMPLES.items() if name != "publish"
    }
    assert (shown["state"], shown["is_required_test"]) == ("published", False)
    assert shown["provider"]["code"] == "test-provider"
    assert listed() == [service_id]


def test_a_draft_is_its_providers_own(pool, client, listed):
    draft = pool.service(publish=False)
    assert client.get(f"/api/v1/services/{draft}").status_code == 404
    assert pool.researcher.get(f"/services/{draft}").status_code == 404
    assert pool.keeper.get(f"/services/{draft}").json["state"] == "draft"
    assert listed() == []
    assert [each["id"] for each in pool.keeper.get("/services", state="draft").json["items"]] == [draft]
    assert client.get("/api/v1/services?state=draft").status_code == 401
    assert pool.keeper.post(f"/services/{draft}/publish").json["state"] == "published"


def test_what_is_retired_can_be_read_and_is_not_listed(pool, client, listed):
    service_id = pool.service()
    assert pool.keeper.post(f"/services/{service_id}/retire").json["state"] == "retired"
    assert listed() == []
    assert client.get(f"/api/v1/services/{service_id}").json["state"] == "retired"
    for action in ("publish", "retire"):
        assert pool.keeper.post(f"/services/{service_id}/{action}").json["code"] == "illegal_transition"
    changed = pool.keeper.send("PATCH", f"/services/{service_id}", {"name_en": "Another"})
    assert changed.json["code"] == "illegal_transition"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name_zh": "", "name_en": " "}, {"name_zh"}),
        ({"price": {"minor": 0}}, {"price"}),
        ({"price": {"minor": -100}, "lead_days": 10_000}, {"price", "lead_days"}),
        ({"name_en": "x" * 201}, {"name_en"}),
        ({"kind": "resource", "is_required_test": True}, {"is_required_test"}),
        ({"deliverables": ""}, {"deliverables"}),
    ],
)
def test_every_broken_rule_is_named(pool, changes, fields):
    refused = pool.keeper.post("/services", TEST_OF_SAMPLES | changes)
    assert refused.status_code == 422
    assert {problem["field"] for problem in refused.json["problems"]} == fields


def test_a_change_leaves_the_rest_as_it_was(pool):
    service_id = pool.service()
    changed = pool.keeper.send("PATCH", f"/services/{service_id}", {"lead_days": 5, "price": None}).json
    assert (changed["lead_days"], changed["price"], changed["unit"]) == (5, None, "sample")
    again = pool.keeper.send("PATCH", f"/services/{service_id}", {"price": {"minor": 700_00}}).json
    assert (again["lead_days"], again["price"]["minor"]) == (5, 700_00)


def test_its_kind_is_fixed_once_it_is_published(pool):
    place = f"/services/{pool.service(publish=False)}"
    assert pool.keeper.send("PATCH", place, {"is_required_test": True}).json["is_required_test"] is True
    assert pool.keeper.post(f"{place}/publish").status_code == 200
    refused = pool.keeper.send("PATCH", place, {"kind": "research", "is_required_test": False})
    assert codes(refused) == {"fixed_once_published"}
    assert {problem["field"] for problem in refused.json["problems"]} == {"kind", "is_required_test"}


def test_others_do_not_publish_for_a_provider(pool, client):
    service_id = pool.service()
    assert pool.researcher.post("/services", TEST_OF_SAMPLES).status_code == 403
    assert pool.researcher.post(f"/services/{service_id}/retire").status_code == 403
    assert client.post("/api/v1/services", json=TEST_OF_SAMPLES).status_code == 401


def test_services_are_found_in_either_language(pool, listed):
    tensile = pool.service()
    patent = pool.service(kind="transfer", name_zh="专利许可", name_en="Patent licence", unit="project")
    assert listed(q="拉伸") == listed(q="tensile") == listed(kind="testing") == [tensile]
    assert listed(q="licence") == listed(kind="transfer") == [patent]
    assert listed(q="moon rover") == []
    pool.keeper.send("PATCH", f"/services/{patent}", {"name_en": "Licence of a patented alloy"})
    assert listed(q="alloy") == [patent]


def test_the_list_is_narrowed_by_place_and_provider_and_paged(pool, listed, client):
    ids = [pool.service() for _ in range(3)]
    assert listed(region="320000") == listed(region="320505") == listed(region="江苏") == ids
    assert listed(region="310000") == []
    assert listed(provider="test-provider") == ids
    assert listed(provider="another") == []
    paged = everything(lambda query: client.get("/api/v1/services", query_string={"limit": 2, **query}).json)
    assert [each["id"] for each in paged] == ids
    assert client.get("/api/v1/services?kind=unheard-of").status_code == 422


def test_the_counter_counts_what_is_published(pool, client):
    pool.service()
    pool.service(publish=False)
    pool.keeper.post(f"/services/{pool.service()}/retire")
    assert client.get("/api/v1/stats").json["services"] == 1
