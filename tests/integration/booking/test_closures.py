"""A keeper closes an instrument for some time, and opens it again before that time is over."""

import pytest

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.calendar.closing import close
from app.demo.credit_codes import credit_code
from app.infra import clock
from app.infra.db import Base, db, transaction
from app.kernel.interval import Interval
from tests.support.api_caller import Caller
from tests.support.booking_pool import at, codes, slot


@pytest.fixture
def instrument_id(pool) -> int:
    return pool.instrument()


@pytest.fixture
def closure(pool, instrument_id) -> str:
    """The way to a closure of three days from now on, 09:00 to 12:00."""
    span = slot(instrument_id)
    del span["instrument_id"]
    made = pool.keeper.post(f"/instruments/{instrument_id}/closures", span | {"reason": "New pump"})
    assert made.status_code == 201
    return f"/instruments/{instrument_id}/closures/{made.json['id']}"


@pytest.fixture
def closed(app, instrument_id):
    """Close the instrument from one day to another, as days from today; return the way to it."""

    def at_days(first: int, last: int) -> str:
        now = clock.now()
        span = Interval(at(first, "00:00"), at(last, "00:00"))
        with app.app_context():
            made = transaction(
                lambda: close(instrument_id=instrument_id, span=span, reason="Outage", now=now)
            )
        return f"/instruments/{instrument_id}/closures/{made}"

    return at_days


@pytest.fixture
def other_keeper(app, pool) -> Caller:
    """A keeper of another provider."""

    def join() -> Caller:
        now = clock.now()
        provider = create_organisation(
            kind=OrganisationKind.PROVIDER, name_zh="另一中心", name_en="Another Centre",
            credit_code=credit_code(OrganisationKind.PROVIDER, "320505", 1), region_code="320505", now=now,
        )  # fmt: skip
        person = create_person(email="other@test.example", name="Other", now=now)
        add_member(person_id=person.id, organisation_id=provider.id, role=Role.KEEPER, now=now)
        token = create_token(person_id=person.id, scopes=list(Scope), label="test", now=now)
        return Caller(pool.keeper.client, token, provider)

    with app.app_context():
        return transaction(join)


def remove(caller, closure):
    return caller.send("DELETE", closure, {})


def closures(client, instrument_id) -> list[dict[str, str]]:
    window = {"from": at(-5, "00:00").isoformat(), "to": at(9, "00:00").isoformat()}
    found = client.get(f"/api/v1/instruments/{instrument_id}/availability", query_string=window).json["busy"]
    return [each for each in found if each["kind"] == "closure"]


def test_the_time_of_a_removed_closure_can_be_booked_again(pool, instrument_id, closure):
    assert codes(pool.researcher.post("/bookings", slot(instrument_id))) == {"closed"}
    assert remove(pool.keeper, closure).status_code == 204
    assert pool.researcher.post("/bookings", slot(instrument_id)).status_code == 201


def test_a_second_removal_finds_nothing(pool, closure):
    remove(pool.keeper, closure)
    assert remove(pool.keeper, closure).status_code == 404


def test_closing_and_removing_leave_an_event_each(app, pool, instrument_id, closure):
    remove(pool.keeper, closure)
    event = Base.metadata.tables["event"]
    with app.app_context():
        found = db.session.execute(event.select().where(event.c.subject_kind == "schedule")).all()
    assert [(row.action, row.subject_ref, row.actor_name, row.reason) for row in found] == [
        ("close", str(instrument_id), "Keeper", "New pump"),
        ("reopen", str(instrument_id), "Keeper", "New pump"),
    ]


def test_of_a_closure_under_way_what_has_passed_stays(pool, client, instrument_id, closed):
    closure = closed(-2, 3)
    assert remove(pool.keeper, closure).status_code == 204
    (left,) = closures(client, instrument_id)
    assert left["end"] <= clock.now().isoformat()
    assert remove(pool.keeper, closure).status_code == 404


def test_a_closure_that_is_over_stays_on_record(pool, client, instrument_id, closed):
    refused = remove(pool.keeper, closed(-4, -1))
    assert (refused.status_code, codes(refused)) == (409, {"closure_over"})
    assert len(closures(client, instrument_id)) == 1


def test_for_others_and_under_another_instrument_there_is_no_such_closure(
    pool, other_keeper, instrument_id, closure
):
    elsewhere = pool.instrument(name="Balance")
    number = closure.rpartition("/")[2]
    assert remove(pool.keeper, f"/instruments/{elsewhere}/closures/{number}").status_code == 404
    assert remove(pool.keeper, f"/instruments/{instrument_id}/closures/999").status_code == 404
    assert remove(other_keeper, closure).status_code == 404
    assert remove(pool.keeper, closure).status_code == 204


def test_customers_and_visitors_may_not_remove_one(pool, client, closure):
    assert remove(pool.researcher, closure).status_code == 403
    assert client.delete(f"/api/v1{closure}").status_code == 401
