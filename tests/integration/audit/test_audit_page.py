"""The operator looks through the log: by subject, person, action and period; and sees how a chain stands."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.infra.db import transaction
from app.infra.events import EventActor, record
from tests.support.booking_pool import slot
from tests.support.moments import NOON
from tests.support.tampering import event_id, without_triggers


@pytest.fixture
def ref(pool) -> str:
    """A booking asked for by the researcher and declined by the keeper."""
    ref = pool.researcher.post("/bookings", slot(pool.instrument(confirmation="manual"))).json["ref"]
    pool.keeper.post(f"/bookings/{ref}/decline", {"reason": "Pump <broken>"})
    return ref


@pytest.fixture
def look(client, pool):
    """Open the page as the operator, with a query, and return it."""

    def look(**query: object) -> str:
        asked = {"lang": "en"} | query
        answer = client.get("/operations/audit", query_string=asked, headers=pool.operator.headers)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return look


def rows(page: str) -> int:
    return page.count('<td role="cell" data-label="No."')


def test_only_the_operator_looks_through_the_log(client, pool):
    for caller in (pool.officer, pool.researcher, pool.keeper):
        assert client.get("/operations/audit", headers=caller.headers).status_code == 403
    assert client.get("/operations/audit").location.startswith("/sign-in")


def test_a_subject_is_looked_up_with_its_chain(look, ref):
    page = look(kind="booking", ref=ref)
    assert rows(page) == 2
    assert "Whole" in page
    assert "2 events" in page
    assert "Pump &lt;broken&gt;" in page


def test_a_broken_chain_is_shown_as_broken(app, look, ref):
    with app.app_context(), without_triggers() as connection:
        edited = event_id(connection, "booking", ref, "request")
        connection.execute(text("UPDATE event SET role = 'x' WHERE id = :id"), {"id": edited})
        gone = event_id(connection, "booking", ref, "decline")
        connection.execute(text("DELETE FROM event WHERE id = :id"), {"id": gone})
    page = look(kind="booking", ref=ref)
    assert "Broken" in page
    assert f"Number 1 (event {edited}):" in page
    assert "its content and its hash disagree" in page
    assert "Its table says declined, its last event requested." in page


def test_what_one_person_did_is_found(look, ref):
    page = look(actor="Keeper", action="decline")
    assert rows(page) == 1
    assert ref in page
    assert rows(look(actor="Nobody At All")) == 0


def test_a_period_counts_both_its_days_in_the_pools_zone(app, look):
    def note() -> None:
        for number in range(3):
            at = NOON.replace(hour=15, minute=59) + timedelta(minutes=number)  # midnight is at 16:00
            record(
                subject_kind="test", subject_ref=str(number), action="note", at=at,
                actor=EventActor(None, "The Clock", "system"),
            )  # fmt: skip

    with app.app_context():
        transaction(note)
    assert rows(look(actor="The Clock", from_on="2026-03-02", to_on="2026-03-02")) == 1
    assert rows(look(actor="The Clock", from_on="2026-03-03", to_on="2026-03-03")) == 2
    assert rows(look(actor="The Clock", to_on="2026-03-01")) == 0


def test_a_long_log_is_read_page_by_page(app, look):
    def note() -> None:
        for number in range(120):
            record(
                subject_kind="test", subject_ref="T-1", action=f"note-{number:03}", at=NOON,
                actor=EventActor(None, "The Clock", "system"),
            )  # fmt: skip

    with app.app_context():
        transaction(note)
    seen, cursor = [], None
    while True:
        page = look(actor="The Clock", **({"cursor": cursor} if cursor else {}))
        seen += re.findall(r"note-\d{3}", page)
        following = re.search(r'rel="next" href="[^"]*cursor=([^"&]+)', page)
        if following is None:
            break
        cursor = following[1]
    assert seen == [f"note-{number:03}" for number in reversed(range(120))]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "no-such-kind"},
        {"from_on": "yesterday"},
        {"from_on": "0001-01-01", "to_on": "9999-12-31"},
        {"ref": "x" * 500},
        {"kind": "booking", "ref": "B-NONE"},
    ],
)
def test_what_cannot_be_read_is_left_out(look, query):
    assert "Audit" in look(**query)


def test_words_in_reasons_are_found_and_leave_as_a_table(client, pool, look, ref):
    assert rows(look(text="pump <BROKEN>")) == 1
    assert rows(look(text="pump %")) == 0
    table = client.get("/operations/audit.csv", query_string={"text": "pump"}, headers=pool.operator.headers)
    lines = table.get_data(as_text=True).splitlines()
    assert len(lines) == 2
    assert f",{ref},2,decline," in lines[1]
    assert client.get("/operations/audit.csv", headers=pool.officer.headers).status_code == 403


def test_a_page_leads_to_the_log_of_its_subject_for_those_who_may(client, pool, ref):
    address = f"/operations/audit?kind=booking&amp;ref={ref}"
    assert address in client.get(f"/bookings/{ref}", headers=pool.operator.headers).get_data(as_text=True)
    assert address not in client.get(f"/bookings/{ref}", headers=pool.keeper.headers).get_data(as_text=True)


def test_a_cursor_that_is_not_ours_is_refused(client, pool):
    headers = pool.operator.headers
    assert client.get("/operations/audit", query_string={"cursor": "x"}, headers=headers).status_code == 422
