"""The list of providers, one provider's page, and the same over the API."""

import pytest


@pytest.mark.parametrize(
    ("language", "name", "where"),
    [("en", "Suzhou Nano Test Centre", "All providers in Jiangsu"),
     ("zh-CN", "苏州纳米测试中心", "江苏省的全部服务机构")],
)  # fmt: skip
def test_a_visitor_reads_what_a_provider_opens_and_how_far(client, world, language, name, where):
    listed = client.get("/providers", headers={"Accept-Language": language}).text
    assert 'href="/providers/suzhou-lab"' in listed
    page = client.get("/providers/suzhou-lab", headers={"Accept-Language": language}).text
    busy = f'href="/calendar/instruments/{world.manual_id}/busy.ics"'
    for said in (
        name,
        where,
        "/instruments?provider=suzhou-lab",
        f'href="/instruments/{world.manual_id}"',
        busy,
    ):
        assert said in page


def test_the_figures_can_be_recounted(client, world):
    page = client.get("/providers/suzhou-lab?lang=en").text
    assert "63 h a week" in page, "nine hours on each of seven days"
    assert page.count("2 of 2") == 1
    assert page.count("1 of 2") == 1
    assert "too few requests to tell" in page
    figures = client.get("/api/v1/providers/suzhou-lab").json["figures"]
    assert figures == {
        "instruments": 2, "services": 0, "bookable": 2, "confirmed_at_once": 1, "hours_a_week": 63,
        "requests_asked": 0, "requests_answered": 0, "answer_minutes": None,
    }  # fmt: skip


def test_page_and_api_tell_where_it_is_recognised_and_accredited_since(client, world):
    page = client.get("/providers/suzhou-lab?lang=en").text
    assert "Accredited provider" in page
    assert "since Thu 1 Jan 2026, for all four kinds" in page
    assert "Qingpu" in page
    answer = client.get("/api/v1/providers/suzhou-lab").json
    assert [each["from_on"] for each in answer["accreditations"]] == ["2026-01-01"]
    assert [each["demand_region"] for each in answer["recognitions"]] == ["310118"]


def test_page_and_api_narrow_alike(client, world):
    wishes = {
        "q=nano": 1, "q=苏州": 1, "q=suzhounami": 1, "q=sznm": 1, "q=nobody": 0, "region=320000": 1,
        "region=310000": 0, "category=Electron+microscopy": 1, "category=Radar": 0,
    }  # fmt: skip
    for wish, found in wishes.items():
        assert client.get(f"/providers?{wish}").text.count('href="/providers/suzhou-lab"') == found, wish
        assert len(client.get(f"/api/v1/providers?{wish}").json["items"]) == found, wish


def test_the_map_leads_to_each_area_and_shows_the_chosen_one(client, world):
    page = client.get("/providers?region=320000").text
    assert 'href="/providers?region=320000" aria-current="true"' in page
    assert 'class="area zhejiang" href="/providers?region=330000"' in client.get("/").text


def test_an_empty_list_offers_to_drop_each_wish(client, world):
    page = client.get("/providers?q=nobody&region=310000&lang=en").text
    assert "Nothing matches this search" in page
    assert "/providers?region=310000&amp;lang=en" in page


def test_instruments_and_services_lead_to_their_provider(client, world):
    assert 'href="/providers/suzhou-lab"' in client.get(f"/instruments/{world.manual_id}").text


def test_a_provider_nobody_knows_is_not_found(client, world):
    assert client.get("/providers/nobody").status_code == 404
    assert client.get("/api/v1/providers/nobody").status_code == 404


@pytest.fixture
def answered(signed_in, world, span):
    """Ask for an hour of the instrument that does not confirm by itself, and let its keeper confirm it."""
    customer, keeper = signed_in(world.researcher), signed_in(world.keeper)

    def answer(hour):
        day = span["starts_at"][:10]
        asked = {"starts_at": f"{day}T{hour:02}:00", "ends_at": f"{day}T{hour + 1:02}:00"}
        quote = customer.post(f"/instruments/{world.manual_id}/hold", data=asked).headers["Location"]
        booking = customer.post(quote, data={"purpose": "Look at a wafer", "payment": ""}).headers["Location"]
        assert keeper.post(f"{booking}/confirm").status_code in (302, 303)

    return answer


def test_the_keepers_answers_are_counted_and_timed_once_there_are_some(client, answered):
    def figures():
        told = client.get("/api/v1/providers/suzhou-lab").json["figures"]
        return told["requests_asked"], told["requests_answered"], told["answer_minutes"]

    answered(9)
    assert figures() == (1, 1, None), "one answer says nothing about the next"
    for hour in range(10, 14):
        answered(hour)
    assert figures() == (5, 5, 0)
    assert "within 0 min in half of all cases" in client.get("/providers/suzhou-lab?lang=en").text
