"""Where an own share is paid to: the provider's manager says it, and who owes something sees it."""

import pytest
from sqlalchemy import text

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.infra import clock
from app.infra.db import db, transaction
from tests.support.api_caller import Caller
from tests.support.booking_pool import RATE_CARD, slot

CARD = RATE_CARD | {
    "cancellation": [{"notice_hours": 2000, "percent": 0}, {"notice_hours": 0, "percent": 50}]
}


@pytest.fixture
def provider(app, client, pool) -> Caller:
    """The manager of the keeper's provider."""
    organisation, now = pool.keeper.organisation, clock.now()

    def member() -> str:
        person = create_person(email="boss@test.example", name="Boss", now=now)
        role = Role.PROVIDER_MANAGER
        add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=now)
        return create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=now)

    with app.app_context():
        return Caller(client, transaction(member), organisation)


@pytest.fixture
def owed(pool) -> int:
    """A fee of own money: a booking cancelled late."""
    ref = pool.researcher.post("/bookings", slot(pool.instrument(rate_card=CARD))).json["ref"]
    pool.researcher.post(f"/bookings/{ref}/cancel")
    return pool.manager.get("/receivables").json["items"][0]["id"]


def test_who_owes_is_told_where_to_pay_and_nobody_else(client, pool, provider, owed):
    def browse(caller: Caller, path: str, form=None):
        headers = caller.headers | {"Accept-Language": "en"}
        if form is None:
            return client.get(path, headers=headers)
        return client.post(path, data=form, headers=headers)

    page, account = f"/receivables/{owed}", "/receivables/account"
    assert "has not said yet to which account" in browse(pool.manager, page).text
    given = {"holder": "测试中心", "bank": "中国银行苏州分行"}
    refused = browse(provider, account, given | {"holder": "\u202e", "number": "12-3"})
    assert (refused.status_code, refused.text.count('data-code="invalid"')) == (422, 2)
    assert browse(provider, account, given | {"number": "ß" * 9}).status_code == 422
    for number in ("6222 0000-1234 5678", "６２２２ 0000–1234 9999"):
        assert browse(provider, account, given | {"number": number}).status_code == 303
    assert "6222 0000 1234 9999" in browse(pool.manager, page).text
    assert "6222 0000 1234 5678" not in browse(pool.manager, page).text
    assert "6222 0000 1234 9999" in browse(provider, account).text
    assert "6222 0000 1234 9999" not in browse(provider, page).text
    for somebody in (pool.manager, pool.keeper, pool.stranger):
        assert browse(somebody, account).status_code == 403
    with client.application.app_context():
        kept = db.session.scalars(text("SELECT data FROM event WHERE subject_kind = 'bank_account'")).all()
    assert len(kept) == 2
    assert all("62220000" not in str(data) for data in kept), "the log needs no whole number"
