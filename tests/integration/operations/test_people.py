"""The operator finds people and organisations, keeps somebody out, and changes roles; never a password."""

import re

import pytest

from app.accounts import attempts
from app.accounts.queries import find_person_by_email
from app.infra import clock
from app.infra.db import transaction
from app.infra.outbox import OutboxMessage, db


@pytest.fixture
def person(app):
    def find(name: str) -> int:
        with app.app_context():
            return find_person_by_email(f"{name}@test.example").id

    return find


def test_people_are_found_by_name_organisation_and_role(desk, pool):
    def found(**query):
        page = desk.page("/people", **query)
        return set(re.findall(r"(\w+)@test\.example", page[page.index("<main") :]))

    everybody = found()
    assert {"researcher", "colleague", "manager", "keeper", "officer", "operator", "stranger"} <= everybody
    assert found(text="RESEARCH") == {"researcher"}
    assert found(role="officer") == {"officer"}
    assert found(organisation=pool.manager.organisation.credit_code, role="enterprise_manager") == {"manager"}
    assert found(text="%") == set()
    assert found(role="no-such-role") == everybody
    assert found(role="\t") == everybody


def test_who_is_locked_is_kept_out_of_everything_until_unlocked(client, desk, pool, person, acts):
    who = person("researcher")
    feed = pool.researcher.post("/feeds", {"kind": "mine", "detail": "full"}).json["url"]
    address = feed[feed.index("/calendar/") :]
    assert client.get(address).status_code == 200
    assert desk.post(f"/people/{who}/lock", reason="").status_code == 422
    assert desk.post(f"/people/{who}/lock", reason="Left the company").status_code == 303

    assert pool.researcher.get("/bookings").status_code == 401
    assert client.get(address).status_code == 410
    assert desk.post(f"/people/{who}/lock", reason="Again").status_code == 422
    assert desk.post(f"/people/{who}/reset-link").status_code == 409
    assert "Locked" in desk.page("/people", locked="y")

    assert desk.post(f"/people/{who}/unlock", reason="Came back").status_code == 303
    assert pool.researcher.get("/bookings").status_code == 200
    assert acts("person", who) == [("lock", "Left the company"), ("unlock", "Came back")]


def test_nobody_locks_themselves(desk, person):
    operator = person("operator")
    assert "不能锁定自己的账户。" in desk.post(f"/people/{operator}/lock", reason="Tired").get_data(
        as_text=True
    )


def test_a_reset_link_goes_to_its_person_alone(app, desk, person, acts):
    who = person("keeper")
    assert desk.post(f"/people/{who}/reset-link").status_code == 303
    with app.app_context():
        message = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
        secret = message.payload["link"].rpartition("/")[2]
        assert message.recipient == "keeper@test.example"
        shown = desk.page(f"/outbox/{message.id}")
    assert secret not in shown + desk.page(f"/people/{who}")
    assert acts("person", who) == [("send_reset_link", None)]


def test_sessions_tries_and_tokens_are_ended(app, client, desk, pool, person, acts):
    who = person("keeper")
    with app.app_context():
        tried = attempts.sign_in_subjects(email="keeper@test.example", address="192.0.2.1")
        for _ in range(5):
            transaction(lambda: attempts.count(tried, now=clock.now()))
    page = desk.page(f"/people/{who}")
    assert "The next try has to wait until" in page
    assert desk.post(f"/people/{who}/forget-tries").status_code == 303
    assert "The next try has to wait until" not in desk.page(f"/people/{who}")

    with client.session_transaction() as session:
        session.update(person_id=who, organisation_id=pool.keeper.organisation.id, epoch=0)
    assert client.get("/account").status_code == 200
    assert desk.post(f"/people/{who}/sign-out").status_code == 303
    assert client.get("/account").status_code == 302
    assert pool.keeper.get("/bookings").status_code == 200

    token = re.search(rf"/operations/people/{who}/tokens/(\d+)/end", page)[1]
    assert desk.post(f"/people/{who}/tokens/{token}/end").status_code == 303
    assert pool.keeper.get("/bookings").status_code == 401
    assert desk.post(f"/people/{who}/tokens/{token}/end").status_code == 404
    assert [action for action, _ in acts("person", who)] == [
        "forget_tries", "sign_out_everywhere", "end_token",
    ]  # fmt: skip


def test_roles_are_given_and_taken_but_not_the_last_one(desk, pool, person, acts):
    enterprise, manager = pool.manager.organisation.id, person("manager")
    roles = f"/organisations/{enterprise}/roles"
    assert desk.post(roles, email="nobody@test.example", role="researcher").status_code == 422
    assert desk.post(roles, email="stranger@test.example", role="keeper").status_code == 422
    own = desk.post(roles, email="operator@test.example", role="enterprise_manager")
    assert 'data-code="own_role"' in own.text

    take = f"/organisations/{enterprise}/people/{manager}/enterprise_manager/take"
    refused = desk.post(take)
    assert (refused.status_code, f'action="/operations{roles}"' in refused.text) == (409, True)
    assert desk.post(roles, email="Stranger@test.example", role="enterprise_manager").status_code == 303
    assert pool.manager.get("/bookings").status_code == 200
    assert desk.post(take).status_code == 303
    assert pool.manager.get("/bookings").status_code == 401
    assert desk.post(take).status_code == 404
    assert "stranger@test.example" in desk.page(f"/organisations/{enterprise}")
    assert acts("organisation", enterprise) == [("give_role", None), ("take_role", None)]


def test_organisations_are_found_by_name_and_kind(desk):
    def found(**query):
        return len(re.findall(r'href="/operations/organisations/\d+"', desk.page("/organisations", **query)))

    assert found() >= 4
    assert found(kind="operator") == 1
    assert found(text="no such name at all") == 0
