import pytest

from app.infra.db import transaction
from app.voucher.holds import capture
from tests.integration.voucher.world import NOW, yuan


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_enterprise_sees_its_vouchers_and_nobody_elses(app, client, people, language):
    with app.app_context():
        own, theirs = people.issue(yuan(1_000)), people.issue(yuan(10), to=people.stranger)
    page = client.get(f"/vouchers?lang={language}", headers=people.researcher.headers)
    assert page.status_code == 200
    assert own.number in page.text
    assert "¥1,000.00" in page.text
    assert theirs.number not in page.text


def test_an_empty_list_says_what_would_fill_it(client, people):
    page = client.get("/vouchers?lang=en", headers=people.researcher.headers)
    assert "No vouchers yet" in page.text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_vouchers_page_shows_where_its_money_stands_and_why(app, client, people, language):
    with app.app_context():
        voucher = people.issue(yuan(1_000))
        people.hold("B-1", voucher, yuan(800))
        transaction(
            lambda: capture(
                reference="B-1", eligible_price=yuan(600), served_by=people.provider.organisation.id, now=NOW
            )
        )
    page = client.get(f"/vouchers/{voucher.number}?lang={language}", headers=people.researcher.headers)
    assert page.status_code == 200
    for amount in ("¥1,000.00", "¥700.00", "¥300.00", "¥400.00", "¥100.00"):
        assert amount in page.text
    assert "B-1" in page.text
    if language == "en":
        assert "The price was lower than what was held" in page.text
        assert "Last day to claim" in page.text


def test_somebody_elses_voucher_has_no_page(app, client, people):
    with app.app_context():
        voucher = people.issue(yuan(1_000))
    for other in (people.stranger, people.other_officer):
        assert client.get(f"/vouchers/{voucher.number}", headers=other.headers).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, people):
    assert client.get("/vouchers").status_code == 302


def test_an_officer_sees_the_regions_programmes_and_what_is_left(client, people):
    page = client.get("/programmes?lang=en", headers=people.officer.headers)
    assert people.programme.ref in page.text
    assert "¥1,000,000.00" in page.text
    assert people.programme.ref not in client.get("/programmes", headers=people.other_officer.headers).text
    assert client.get("/programmes", headers=people.researcher.headers).status_code == 403
