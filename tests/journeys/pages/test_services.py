"""The list of services, one service's page, and their provider's form."""

import pytest

SERVICE = {
    "kind": "testing", "name_zh": "拉伸试验", "name_en": "Tensile test", "description": "GB/T 228.1",
    "deliverables": "A report with curves.", "unit": "sample", "price": "600.00", "lead_days": "10",
}  # fmt: skip


@pytest.fixture
def keeper(signed_in, world):
    return signed_in(world.keeper)


@pytest.fixture
def publish(keeper):
    """Publish a service by the form; return its id."""

    def publish(**changes):
        place = keeper.post("/desk/services/new", data=SERVICE | changes).headers["Location"]
        assert keeper.post(f"{place}/publish").status_code == 302
        return int(place.rsplit("/", 1)[1])

    return publish


def test_a_visitor_finds_services_by_word_and_kind(client, publish):
    tensile = publish()
    licence = publish(kind="transfer", name_en="Licence of an alloy", name_zh="合金专利许可", price="")
    everything = client.get("/services", headers={"Accept-Language": "en"}).text
    assert f"/services/{tensile}" in everything
    assert "¥600.00 a sample" in everything
    assert "By quotation" in everything
    narrowed = client.get("/services?kind=transfer").text
    assert f"/services/{licence}" in narrowed
    assert f'href="/services/{tensile}"' not in narrowed
    assert f"/services/{licence}" in client.get("/services?q=专利").text
    assert "error-summary" not in everything + narrowed


def test_htmx_gets_the_results_alone(client, publish):
    publish()
    assert "<html" not in client.get("/services", headers={"HX-Request": "true"}).text


def test_a_kind_nobody_knows_is_said_and_left_out(client, publish):
    publish()
    page = client.get("/services?kind=gossip").text
    assert "error-summary" in page
    assert "拉伸试验" in page


def test_the_page_prices_the_quantity_in_the_address(client, publish):
    service = publish()
    page = client.get(f"/services/{service}?quantity=5").text
    assert "¥3,000.00" in page
    assert "¥600.00" in client.get(f"/services/{service}?quantity=many").text
    fragment = client.get(f"/services/{service}/price?quantity=7")
    assert "¥4,200.00" in fragment.text
    assert fragment.headers["HX-Replace-Url"] == f"/services/{service}?quantity=7"


def test_what_is_made_by_quotation_has_no_price_to_ask_for(client, publish):
    fragment = client.get(f"/services/{publish(price='')}/price?quantity=7&lang=en")
    assert fragment.status_code == 200
    assert "By quotation" in fragment.text


def test_a_customer_sees_before_ordering_what_a_voucher_would_pay(signed_in, world, publish):
    page = signed_in(world.researcher).get(f"/services/{publish()}?quantity=5").text
    assert "It costs you in the end" in page
    assert page.count("¥1,500.00") == 3, "the voucher's share, the own share by 通兑, and the net cost"


def test_the_list_takes_a_fixed_number_of_queries(client, publish, queries):
    publish()
    client.get("/services")  # what a process learns once is not the page's cost
    with queries() as one:
        client.get("/services")
    publish()
    publish()
    with queries() as three:
        client.get("/services")
    assert len(three) == len(one)


def test_a_draft_is_published_when_it_says_what_is_delivered(client, keeper):
    place = keeper.post("/desk/services/new", data=SERVICE | {"deliverables": ""}).headers["Location"]
    public = place.replace("/desk", "")
    assert client.get(public).status_code == 404
    refused = keeper.post(f"{place}/publish")
    assert refused.status_code == 422
    assert 'data-code="no_deliverables"' in refused.text
    keeper.post(place, data=SERVICE)
    keeper.post(f"{place}/publish")
    assert client.get(public).status_code == 200
    keeper.post(f"{place}/retire")
    assert 'data-state="retired"' in client.get(public).text
    assert f'href="{public}"' not in client.get("/services").text


def test_a_refused_form_keeps_what_was_typed(keeper):
    refused = keeper.post("/desk/services/new", data=SERVICE | {"price": "600.005", "name_zh": ""})
    assert refused.status_code == 422
    assert "600.005" in refused.text
    assert "Tensile test" in refused.text
    assert refused.text.count('class="field-error"') == 2


def test_another_providers_service_is_not_edited(signed_in, world, publish):
    service = publish()
    assert signed_in(world.researcher).get(f"/desk/services/{service}").status_code == 403


def test_an_empty_list_says_so(client):
    assert "list-state" in client.get("/services").text
