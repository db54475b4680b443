"""How the server answers what is not quite a request: odd methods, odd addresses, numbers as times."""

import pytest

from app.infra.metrics import exposition


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/api/v1/stats"), ("BREW", "/api/v1/stats")])
def test_a_method_that_is_not_answered_names_those_that_are(client, method, path):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert {"GET", "HEAD", "OPTIONS"} == set(answer.allow)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/stats", "/api/v1/stats/"])
def test_what_is_not_there_under_api_is_told_to_programs(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_methods_somebody_made_up_are_counted_as_one(client):
    for method in ("BREW", "WHEN"):
        client.open("/healthz", method=method)
    counted = exposition().decode()
    assert 'method="other"' in counted
    assert "BREW" not in counted


def test_an_origin_or_referrer_that_is_no_address_is_none(client):
    broken = {"Origin": "http://[", "Referer": "http://["}
    assert client.post("/account/details", data={"name": "x"}, headers=broken).status_code == 302
    assert client.post("/sign-in", data={"email": "nobody"}, headers=broken).status_code == 422


@pytest.mark.parametrize("path", ["/static/css/page.css", "/news.atom"])
@pytest.mark.parametrize("header", ["If-Modified-Since", "If-Range"])
def test_a_date_that_no_clock_can_say_is_none(client, path, header):
    sent = {header: f"Thu, 26 Nov 2026 09:00:00 +{10**20}", "Range": "bytes=0-"}
    assert client.get(path, headers=sent).status_code in (200, 206)


@pytest.mark.parametrize("time", ["1800000000", "1800000000.5", "-1"])
def test_seconds_since_1970_are_no_time(client, time):
    answer = client.get("/api/v1/instruments/1/availability", query_string={"from": time})
    assert [problem["code"] for problem in answer.json["problems"]] == ["not_a_time"]
