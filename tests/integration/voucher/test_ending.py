"""Vouchers given back, taken back and frozen: what is free goes home, what is held stays held."""

import pytest

from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.infra.db import transaction
from app.kernel.errors import DomainError
from app.voucher.holds import capture, release
from tests.integration.voucher.claims import Desk, money
from tests.integration.voucher.world import NOW, broken_invariants, statement, yuan


@pytest.fixture
def voucher(app, people):
    with app.app_context():
        return people.issue(yuan(1_000))


def test_a_returned_voucher_gives_its_free_value_back_and_keeps_what_is_held(app, client, people, voucher):
    with app.app_context():
        people.hold("B-1", voucher, yuan(800))
    answer = Desk(client, people.manager).post(f"/vouchers/{voucher.number}/return", {"reason": "not needed"})
    assert (answer.status_code, answer.json["state"]) == (200, "returned")
    assert answer.json["balances"]["returned"] == money(yuan(600))
    assert answer.json["balances"]["held"] == money(yuan(400))
    with app.app_context():
        served_by = people.provider.organisation.id
        spent = transaction(
            lambda: capture(reference="B-1", eligible_price=yuan(600), served_by=served_by, now=NOW)
        )
        assert spent.captured == yuan(300)
        assert statement(voucher).balances.returned == yuan(700)
        assert broken_invariants() == []


def test_a_frozen_voucher_takes_no_new_hold_until_it_is_unfrozen(app, client, people, voucher):
    officer = Desk(client, people.officer)
    path = f"/vouchers/{voucher.number}"
    assert officer.post(f"{path}/freeze").json["code"] == "reason_needed"
    assert officer.post(f"{path}/freeze", {"reason": "spot check"}).json["state"] == "frozen"
    with app.app_context():
        with pytest.raises(DomainError, match="voucher_not_active"):
            people.hold("B-1", voucher, yuan(800))
        assert statement(voucher).balances.available == yuan(1_000)
    assert officer.post(f"{path}/unfreeze").json["state"] == "active"
    with app.app_context():
        people.hold("B-1", voucher, yuan(800))


def test_a_revoked_voucher_is_worth_nothing_and_a_released_hold_goes_to_the_budget(
    app, client, people, voucher
):
    with app.app_context():
        people.hold("B-1", voucher, yuan(800))
    officer = Desk(client, people.officer)
    revoked = officer.post(f"/vouchers/{voucher.number}/revoke", {"reason": "false statements"})
    assert revoked.json["state"] == "revoked"
    with app.app_context():
        transaction(lambda: release(reference="B-1", now=NOW))
        assert statement(voucher).balances.returned == yuan(1_000)
        assert broken_invariants() == []
    again = officer.post(f"/vouchers/{voucher.number}/revoke", {"reason": "again"})
    assert (again.status_code, again.json["code"]) == (409, "illegal_transition")


def test_only_the_enterprise_returns_and_only_its_region_rules(client, people, voucher):
    path = f"/vouchers/{voucher.number}"
    assert Desk(client, people.researcher).post(f"{path}/return").status_code == 403
    assert Desk(client, people.officer).post(f"{path}/return").status_code == 403
    assert Desk(client, people.manager).post(f"{path}/freeze", {"reason": "x"}).status_code == 403
    assert Desk(client, people.other_officer).post(f"{path}/freeze", {"reason": "x"}).status_code == 404


def test_nobody_decides_about_a_voucher_of_their_own_house(app, client, people, voucher):
    joined = {
        "person_id": people.officer.actor.person_id, "organisation_id": people.manager.organisation.id
    }  # fmt: skip
    with app.app_context():
        transaction(lambda: add_member(**joined, role=Role.RESEARCHER, now=NOW))
    path = f"/vouchers/{voucher.number}"
    assert Desk(client, people.second_officer).post(f"{path}/freeze", {"reason": "x"}).status_code == 200
    for action in ("unfreeze", "freeze", "revoke"):
        refused = Desk(client, people.officer).post(f"{path}/{action}", {"reason": "x"})
        assert (refused.status_code, refused.json["code"]) == (403, "own_enterprise")
