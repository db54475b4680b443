"""The pages, files and frames of the figures in the demo pool."""

import csv
import io
import json
from html import unescape

import pytest

from app.accounts.queries import find_person_by_email, home_organisation
from app.statistics.domain import catalogue
from app.statistics.domain.figures import Audience

PUBLIC = [figure.name for figure in catalogue.ALL]


@pytest.fixture
def engine_name() -> str:
    return "sqlite"  # pages are the same; the recount asks both


@pytest.fixture
def browser_of(demo_app):
    def browser_of(name: str | None):
        browser = demo_app.test_client()
        if name:
            with demo_app.app_context():
                person = find_person_by_email(f"{name}@demo.example")
                home = home_organisation(person.id)
            with browser.session_transaction() as session:
                session.update(person_id=person.id, organisation_id=home.id, epoch=0)
        return browser

    return browser_of


def test_each_figure_has_a_page_files_and_a_frame(browser_of):
    visitor = browser_of(None)
    for name in PUBLIC:
        page = visitor.get(f"/statistics/{name}", headers={"Accept-Language": "en"}).text
        answer = visitor.get(f"/statistics/{name}.json", headers={"Accept-Language": "en"}).json
        assert answer["definition"] in unescape(page)
        rows = list(
            csv.DictReader(io.StringIO(visitor.get(f"/statistics/{name}.csv").data.decode("utf-8-sig")))
        )
        assert len(rows) == len(answer["rows"]) > 0
        assert visitor.get(f"/statistics/{name}.xlsx").data.startswith(b"PK")
        assert visitor.get(f"/api/v1/statistics/{name}", headers={"Accept-Language": "en"}).json == answer


def test_what_is_withheld_beside_others_is_withheld_when_asked_for_alone(browser_of):
    rows = browser_of(None).get("/statistics/burn.json").json["rows"]
    assert {row["withheld"] for row in rows} == {True, False}
    for row in rows:
        ref = row["keys"]["programme"]["code"]
        assert browser_of(None).get(f"/statistics/burn.json?programme={ref}").json["rows"] == [row]


def test_only_the_frame_may_be_framed(browser_of):
    visitor = browser_of(None)
    framed, page = visitor.get("/statistics/flows/embed"), visitor.get("/statistics/flows")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_a_frame_tells_what_everybody_is_told_whoever_looks(browser_of):
    assert (
        browser_of("operator").get("/statistics/flows/embed").text
        == browser_of(None).get("/statistics/flows/embed").text
    )


def test_each_role_has_a_view_of_its_own_and_may_look_at_everybodys(browser_of):
    views = {None: Audience.PUBLIC, "researcher": Audience.PUBLIC, "officer": Audience.REGION,
             "keeper": Audience.PROVIDER, "operator": Audience.POOL}  # fmt: skip
    for name, audience in views.items():
        browser = browser_of(name)
        assert browser.get("/statistics/flows.json").json["audience"] == audience
        assert browser.get("/statistics/flows.json?scope=public").json["audience"] == Audience.PUBLIC


def test_a_chart_holds_the_numbers_of_the_table_and_cannot_end_its_script(browser_of):
    page = browser_of("operator").get("/statistics/flows", headers={"Accept-Language": "en"}).text
    drawn = page.split('<script type="application/json">')[1].split("</script>")[0]
    chart = json.loads(drawn)
    assert "<" not in drawn
    values = [float(value) for series in chart["series"] for value in series["values"] if value is not None]
    rows = browser_of("operator").get("/statistics/flows.json").json["rows"]
    assert sorted(values) == sorted(row["values"]["hours"] for row in rows)


def test_where_nothing_was_measured_no_chart_is_drawn(browser_of):
    page = browser_of("operator").get("/statistics/payment-time?period=2019").text
    assert "2019" in page
    assert 'data-chart="' not in page


def test_what_is_no_figure_or_not_told_is_not_found(browser_of):
    assert browser_of(None).get("/statistics/profits").status_code == 404
    assert browser_of("keeper").get("/statistics/burn").status_code == 404
    assert browser_of("officer").get("/statistics/flows?region=330421").status_code == 404
    assert browser_of(None).get("/statistics/flows?period=2026-03").status_code == 422


def test_an_officer_goes_from_the_first_page_to_the_budgets(browser_of):
    assert 'href="/statistics/burn"' in browser_of("officer").get("/").text
    assert 'href="/statistics/burn"' not in browser_of("researcher").get("/").text
    assert 'href="/statistics"' in browser_of(None).get("/").text
