"""The hub's pages: from an entry that is written to a need that is closed, in both languages."""

import json
import re
from datetime import timedelta

import pytest

from app.hubs.cli import LOADER, SHIPPED
from app.hubs.loading import load_definition
from app.infra import clock
from app.infra.db import transaction

HUB = "/hubs/biomedicine"
ENTRY = {
    "name_zh": "小分子激酶抑制剂",
    "text_zh": "寻找合成伙伴。\r\n<b>现在</b>开始。",
    "name_en": "A small kinase inhibitor",
    "text_en": "We look for synthesis.\n<b>Now</b>.",
    "areas": ["tumour"],
    "instruments": ["chromatography"],
}


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
def hub(app, world, signed_in) -> str:
    """Load the biomedicine hub and open it as the operator; return its address."""
    with app.app_context():
        data = json.loads((SHIPPED / "biomedicine.json").read_bytes())
        transaction(lambda: load_definition(data, by=LOADER, now=clock.now()))
    assert signed_in(world.operator).post(f"{HUB}/open").location == HUB
    return HUB


@pytest.fixture
def keeper(signed_in, world):
    return signed_in(world.keeper)


@pytest.fixture
def operator(signed_in, world):
    return signed_in(world.operator)


@pytest.fixture
def researcher(signed_in, world):
    return signed_in(world.researcher)


@pytest.fixture
def publish(hub, keeper, operator):
    """Publish an entry by the forms; return its public address."""

    def run(**changes) -> str:
        place = keeper.post(f"{hub}/projects/new", data=ENTRY | changes).location
        assert keeper.post(place, data=ENTRY | changes | {"then": "submit"}).location == place
        ref = place.rsplit("/", 1)[1]
        page = operator.get(f"/hubs/queue/{ref}").text
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        assert (
            operator.post(f"/hubs/queue/{ref}/publish", data={"version": version}).location == "/hubs/queue"
        )
        return f"{hub}/entries/{ref}"

    return run


@pytest.fixture
def rewrite(keeper):
    """Write on one's own entry by its form as it stands: `rewrite(place, name_zh="…", then="submit")`."""

    def run(place: str, form=ENTRY, **changes):
        version = re.search(r'name="version" type="hidden" value="(\d+)"', keeper.get(place).text)[1]
        return keeper.post(place, data=form | {"version": version} | changes)

    return run


@pytest.fixture
def need(hub, researcher):
    """Post a need without a name; return its address."""
    last = (clock.now() + timedelta(days=30)).date().isoformat()
    form = {"title": "寻找激酶抑制剂的合成", "text": "公斤级。", "until_on": last, "areas": ["tumour"]}
    return researcher.post(f"{hub}/needs/new", data=form | {"instruments": ["chromatography"]}).location


@pytest.mark.parametrize(
    ("language", "name", "because"),
    [
        ("zh-CN", "小分子激酶抑制剂", "因为：肿瘤、色谱分析"),
        ("en", "A small kinase inhibitor", "because: Tumours, Chromatography"),
    ],
)
def test_people_find_each_other(client, hub, publish, need, language, name, because):
    entry, said = publish(), {"Accept-Language": language}
    for path in (
        "/hubs",
        hub,
        f"{hub}?q=激酶",
        f"{hub}/projects?area=tumour",
        f"{hub}/instruments",
        f"{hub}/needs",
        "/",
    ):
        page = client.get(path, headers=said)
        assert page.status_code == 200, path
        assert f'<html lang="{language}"' in page.text
    assert name in client.get(f"{hub}/projects?area=tumour&q=kinase", headers=said).text
    assert name not in client.get(f"{hub}/technologies", headers=said).text
    for words in ("激酶", "激酶抑製劑"):
        found = client.get("/search", query_string={"q": words}, headers=said).text
        assert found.index(f'href="{entry}"') < found.index(f'href="{need}"'), words
    assert f'href="{need}"' in client.get(f"{hub}/needs?q=激酶").text
    assert f'href="{need}"' not in client.get(f"{hub}/needs?q=抗体").text
    shown = client.get(entry, headers=said).text
    assert "<b>" not in shown, "text is plain"
    assert "@demo.example" not in shown, "nobody's mail address is shown"
    assert because in client.get(need, headers=said).text


def test_a_refused_entry_says_all_beside_its_fields_and_keeps_what_was_typed(hub, keeper, rewrite):
    first, place = (
        keeper.post(f"{hub}/projects/new", data={"name_zh": "只有名称", "form_key": "a page's own"}).location
        for _twice in range(2)
    )
    assert place == first, "sent twice, it is drafted once"
    refused = rewrite(place, {"name_zh": "改过的名称", "name_en": "Half"}, then="submit")
    assert refused.status_code == 422
    for field in ("text_zh", "text_en", "areas"):
        assert f'id="{field}-error"' in refused.text
        assert f'href="#{field}"' in refused.text
    assert 'value="改过的名称"' in keeper.get(place).text, "the draft is kept"
    late = keeper.post(place, data={"name_zh": "更慢的名称", "version": "1"})
    for text in ('data-code="edited_meanwhile"', "What is saved now", "改过的名称", 'value="更慢的名称"'):
        assert text in late.text
    assert keeper.post(f"{hub}/projects/new", data={}).status_code == 422


def test_the_operator_reads_the_new_text_beside_the_old_and_sends_it_back(
    client, keeper, operator, publish, rewrite
):
    entry = publish()
    ref = entry.rsplit("/", 1)[1]
    rewrite(f"/hubs/mine/{ref}", name_zh="新的名称", then="submit")
    review = operator.get(f"/hubs/queue/{ref}").text
    assert "新的名称" in review
    assert "小分子激酶抑制剂" in review
    assert "新的名称" not in client.get(entry, headers={"Accept-Language": "zh-CN"}).text
    stale = operator.post(f"/hubs/queue/{ref}/publish", data={"version": "1"})
    assert 'data-code="changed_meanwhile"' in stale.text
    version = re.search(r'name="version" value="(\d+)"', review)[1]
    operator.post(f"/hubs/queue/{ref}/send-back", data={"version": version, "reason": "Say where."})
    assert "Say where." in keeper.get(f"/hubs/mine/{ref}").text
    assert keeper.post(f"/hubs/mine/{ref}/discard").status_code == 303
    assert keeper.post(f"/hubs/mine/{ref}/withdraw").status_code == 303
    assert client.get(entry).status_code == 404


def test_a_need_without_a_name_stays_without_one_in_its_answers(client, need, keeper, researcher, world):
    asks, answers = world.researcher.organisation, world.keeper.organisation
    thread = f"{need}/letters/{answers.id}"
    assert "An enterprise of the pool" in keeper.get(need).text
    assert keeper.get(need.rsplit("/", 1)[0]).text.count("Needs that fit you") == 1
    assert keeper.post(thread, data={"text": "We can."}).location == thread
    assert f'href="{thread}"' in researcher.get(need).text
    assert f'href="{need}"' in researcher.get("/hubs/mine/needs").text
    assert researcher.post(thread, data={"text": "When?"}).location == thread
    seen = keeper.get(thread).text + keeper.get("/hubs/letters").text + client.get(need).text
    assert "When?" in seen
    assert asks.name_en not in seen
    closed = researcher.post(f"{need}/close", data={"outcome": "found_here"})
    assert closed.location == need
    assert "nothing more is written" in keeper.get(thread).text
    assert keeper.post(thread, data={"text": "Still there?"}).status_code == 422
    assert client.get(need).status_code == 404, "a need that is over is shown no more"
    assert keeper.get(need).status_code == researcher.get(need).status_code == 200


def test_the_operator_takes_down_what_nobody_should_read(client, publish, need, operator, researcher, keeper):
    entry, reason = publish(), {"reason": "An advertisement."}
    assert operator.post(f"{need}/take-down", data={"reason": " "}).status_code == 422
    assert operator.post(f"{need}/take-down", data=reason).status_code == 303
    assert reason["reason"] in researcher.get(need).text
    ref = entry.rsplit("/", 1)[1]
    review = f"/hubs/queue/{ref}"
    assert f'href="{review}"' in operator.get(entry).text
    version = re.search(r'name="version" value="(\d+)"', operator.get(review).text)[1]
    down = operator.post(f"{review}/take-down", data=reason | {"version": version})
    assert down.location == "/hubs/queue"
    assert reason["reason"] in keeper.get(f"/hubs/mine/{ref}").text
    for path in (need, entry):
        assert client.get(path).status_code == 404


def test_what_is_not_yours_is_not_there(client, need, publish, signed_in, world, keeper, researcher):
    entry = publish()
    ref, answers = entry.rsplit("/", 1)[1], world.keeper.organisation.id
    keeper.post(f"{need}/letters/{answers}", data={"text": "We can."})
    stranger = signed_in(world.stranger)
    for path in (f"{need}/letters/{answers}", f"/hubs/mine/{ref}", f"{entry}/letters/{answers}"):
        assert stranger.get(path).status_code == 404, path
    for path in (f"/hubs/mine/{ref}", f"/hubs/mine/{ref}/withdraw", f"{need}/close"):
        assert stranger.post(path, data={"outcome": "found_here"}).status_code == 404, path
    assert client.get(f"/hubs/mine/{ref}").status_code in (302, 303, 401)
    assert researcher.get("/hubs/queue").status_code == 403
    for path in (f"{need}/take-down", f"/hubs/queue/{ref}/take-down"):
        assert researcher.post(path, data={"reason": "Because."}).status_code == 403, path
    assert client.get("/hubs/integrated-circuits").status_code == 404


def test_a_closed_hub_is_seen_by_the_operator_alone(client, hub, operator, keeper):
    operator.post(f"{hub}/close")
    assert operator.get(hub).status_code == 200
    for path in (hub, f"{hub}/needs", f"{hub}/instruments"):
        assert client.get(path).status_code == 404
    assert keeper.post(f"{hub}/projects/new", data=ENTRY).status_code == 404
    assert operator.post(f"{hub}/close").status_code == 409


@pytest.mark.parametrize(
    "query", ["area=no-such", "cursor=made-up", "q=%00", "technology=tumour", "q=" + "x" * 999]
)
def test_addresses_that_somebody_made_up_do_no_harm(client, hub, query):
    for path in ("", "/projects", "/instruments", "/providers", "/needs"):
        assert client.get(f"{hub}{path}?{query}").status_code in (200, 422), path
