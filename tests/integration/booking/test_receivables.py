"""The own share: owed at the settlement, paid in parts, acknowledged, overdue, invoiced."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.accounts.domain.actor import Actor, Scope
from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.booking.domain.owing import OwnShareShelf, due_on
from app.booking.queries.receivables import receivables
from app.booking.verify import CHECKS
from app.infra import clock
from app.infra.db import db, transaction
from tests.support.api_caller import Caller
from tests.support.booking_pool import RATE_CARD, at, codes, slot

CARD = RATE_CARD | {
    "cancellation": [{"notice_hours": 2000, "percent": 0}, {"notice_hours": 0, "percent": 50}]
}
OWED = 95_000  # half of three hours at ¥600 and the set-up fee of ¥100


@pytest.fixture
def provider(app, client, pool) -> Caller:
    """The manager of the keeper's provider."""

    def member() -> str:
        now = clock.now()
        person = create_person(email="boss@test.example", name="Boss", now=now)
        add_member(
            person_id=person.id,
            organisation_id=pool.keeper.organisation.id,
            role=Role.PROVIDER_MANAGER,
            now=now,
        )
        return create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=now)

    with app.app_context():
        return Caller(client, transaction(member), pool.keeper.organisation)


@pytest.fixture
def owed(pool) -> int:
    """A fee of own money: a booking cancelled late."""
    ref = pool.researcher.post("/bookings", slot(pool.instrument(rate_card=CARD))).json["ref"]
    assert pool.researcher.post(f"/bookings/{ref}/cancel").json["state"] == "cancelled_late"
    [item] = pool.manager.get("/receivables").json["items"]
    assert item["reference"] == ref
    return item["id"]


def pay(caller: Caller, receivable: int, minor: int, reference: str = "BK-1", **changes):
    data = {
        "amount_minor": str(minor),
        "paid_on": at(0, "00:00").date().isoformat(),
        "bank_reference": reference,
        "file": (BytesIO(b"%PDF-1.7 " + reference.encode()), "receipt.pdf"),
    }
    return caller.client.post(
        f"/api/v1/receivables/{receivable}/payments", data=data | changes, headers=caller.headers
    )


def invoice(caller: Caller, receivable: int, number: str, minor: int):
    data = {
        "number": number,
        "amount_minor": str(minor),
        "issued_on": at(0, "00:00").date().isoformat(),
        "file": (BytesIO(b"%PDF-1.7 " + number.encode()), "invoice.pdf"),
    }
    return caller.client.post(f"/api/v1/receivables/{receivable}/invoices", data=data, headers=caller.headers)


def broken(app) -> list[str]:
    with app.app_context():
        return [line for check in CHECKS for line in check.run()]


def test_an_own_share_is_owed_at_the_settlement_and_paid_in_parts(app, pool, provider, owed):
    shown = provider.get(f"/receivables/{owed}").json
    assert (shown["state"], shown["amount"]["minor"], shown["left"]["minor"]) == ("open", OWED, OWED)
    part = pay(pool.manager, owed, 50_000)
    assert (part.status_code, part.json["left"]["minor"], part.json["state"]) == (201, 45_000, "open")
    rest = pay(pool.manager, owed, 45_000, "BK-2")
    assert (rest.status_code, rest.json["state"]) == (201, "paid")
    assert rest.json["acknowledged"]["minor"] == 0
    first = rest.json["payments"][0]["id"]
    answered = provider.post(f"/payments/{first}/acknowledge")
    assert (answered.status_code, answered.json["acknowledged"]["minor"]) == (200, 50_000)
    assert codes(provider.post(f"/payments/{first}/refuse", {"reason": "late"})) == {"illegal_transition"}
    assert (
        provider.client.get(f"/api/v1/payments/{first}/receipt", headers=provider.headers).status_code == 200
    )
    assert broken(app) == []


def test_a_payment_that_never_came_is_owed_again(app, pool, provider, owed):
    payment = pay(pool.manager, owed, OWED).json["payments"][0]["id"]
    assert codes(provider.post(f"/payments/{payment}/refuse")) == {"reason_needed"}
    refused = provider.post(f"/payments/{payment}/refuse", {"reason": "not on our account"}).json
    assert (refused["state"], refused["left"]["minor"]) == ("open", OWED)
    assert pay(pool.manager, owed, OWED).status_code == 201
    assert broken(app) == []


def test_everything_wrong_with_a_payment_is_told(pool, owed):
    later = at(2, "00:00").date().isoformat()
    refused = pay(pool.manager, owed, OWED + 1, paid_on=later)
    assert (refused.status_code, codes(refused)) == (422, {"paid_too_much", "in_the_future"})
    assert pay(pool.manager, owed, 1).status_code == 201
    again = pay(pool.manager, owed, 1)
    assert (again.status_code, codes(again)) == (409, {"payment_recorded"})
    wrong_type = pay(pool.manager, owed, 1, "BK-3", file=(BytesIO(b"MZ"), "a.exe"))
    assert codes(wrong_type) == {"file_type_not_allowed"}


def test_each_side_does_its_own_part_and_strangers_see_nothing(pool, provider, owed):
    assert pay(provider, owed, 1).status_code == 403
    assert invoice(pool.manager, owed, "25312000000000000001", 1).status_code == 403
    assert pool.researcher.get("/receivables").status_code == 403
    payment = pay(pool.manager, owed, 1).json["payments"][0]["id"]
    assert pool.manager.post(f"/payments/{payment}/acknowledge").status_code == 403
    assert pool.officer.get(f"/receivables/{owed}").status_code == 403
    assert provider.get("/receivables/999").status_code == 404


def test_an_invoice_has_a_number_of_its_own_and_stays_within_the_price(app, provider, owed):
    number = "25312000000123456789"
    done = invoice(provider, owed, number, 50_000)
    assert (done.status_code, done.json["invoices"][0]["number"]) == (201, number)
    assert codes(invoice(provider, owed, number, 1)) == {"invoice_number_used"}
    assert codes(invoice(provider, owed, "1234567890", 45_001)) == {"invoiced_too_much"}
    assert codes(invoice(provider, owed, "no!", 1)) == {"wrong_form"}
    with app.app_context(), pytest.raises(DBAPIError, match="invoice_is_append_only"):
        db.session.execute(text("UPDATE invoice SET amount_minor = 1"))


def test_what_is_not_paid_thirty_days_after_the_settlement_is_overdue(app, pool, owed):
    last = due_on(clock.now())
    assert pool.manager.get("/receivables", state="overdue").json["items"] == []
    with app.app_context():
        actor = Actor(1, "Manager", "", "en", pool.manager.organisation, frozenset())
        assert receivables(actor, OwnShareShelf.OVERDUE, last, before_id=None, limit=9) == []
        [late] = receivables(actor, OwnShareShelf.OVERDUE, last + timedelta(days=1), before_id=None, limit=9)
    assert late.id == owed


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE payment SET amount_minor = 1", "payment_is_fixed"),
        ("DELETE FROM payment", "payment_is_kept"),
        ("UPDATE receivable SET paid_minor = 0", "receivable_paid_as_recorded"),
        ("UPDATE receivable SET amount_minor = 1", "receivable_is_fixed"),
        (
            """INSERT INTO payment (receivable_id, amount_minor, paid_on, bank_reference, document_id, state,
            recorded_by, recorded_at) SELECT receivable_id, 95000, paid_on, 'X', document_id, 'recorded',
            recorded_by, recorded_at FROM payment""",
            "paid_within_amount",
        ),
    ],
)
def test_the_database_itself_refuses(app, pool, owed, statement, rule):
    assert pay(pool.manager, owed, 50_000).status_code == 201
    with app.app_context(), pytest.raises(DBAPIError, match=rule):
        db.session.execute(text(statement))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_pages_serve_both_sides(client, pool, provider, owed, language):
    path, enterprise = f"/receivables/{owed}?lang={language}", pool.manager.headers
    assert f"/receivables/{owed}" in client.get(f"/receivables?lang={language}", headers=enterprise).text
    bad = client.post(f"/receivables/{owed}/payments", data={"amount_minor": "1.234"}, headers=enterprise)
    assert (bad.status_code, "error-summary" in bad.text) == (422, True)
    form = {
        "amount_minor": "500.00",
        "paid_on": at(0, "00:00").date().isoformat(),
        "bank_reference": "BK-9",
        "file": (BytesIO(b"%PDF-1.7 x"), "receipt.pdf"),
    }
    assert client.post(f"/receivables/{owed}/payments", data=form, headers=enterprise).status_code == 302
    asks = client.get("/receivables?state=answer", headers=provider.headers)
    assert f"/receivables/{owed}" in asks.text
    page = client.get(path, headers=provider.headers)
    assert (page.status_code, "BK-9" in page.text, "¥450.00" in page.text) == (200, True, True)
    payment = provider.get(f"/receivables/{owed}").json["payments"][0]["id"]
    silent = client.post(f"/payments/{payment}/refuse", data={}, headers=provider.headers)
    assert (silent.status_code, 'data-code="reason_needed"' in silent.text) == (422, True)
    assert client.post(f"/payments/{payment}/acknowledge", headers=provider.headers).status_code == 302


def test_both_sides_are_told_of_payments_and_invoices(cli, pool, provider, owed, tmp_path):
    [first] = pay(pool.manager, owed, 100).json["payments"]
    refused = provider.post(f"/payments/{first['id']}/refuse", {"reason": "Not on the account"})
    assert refused.status_code == 200
    second = pay(pool.manager, owed, 100, "BK-2").json["payments"][-1]
    assert provider.post(f"/payments/{second['id']}/acknowledge").status_code == 200
    assert invoice(provider, owed, "20260001", 100).status_code == 201
    assert cli.invoke(args=["jobs", "run", "deliver_mail"]).exit_code == 0
    mails = {
        path: message_from_bytes(path.read_bytes(), policy=default) for path in tmp_path.glob("mail/*.eml")
    }
    told = sorted(
        (path.name.split("-", 1)[1], mail["To"]) for path, mail in mails.items() if "own_share" in path.name
    )
    enterprise, boss = "manager@test.example", "boss@test.example"
    assert told == [
        ("own_share_acknowledged.eml", enterprise),
        ("own_share_invoiced.eml", enterprise),
        ("own_share_paid.eml", boss),
        ("own_share_paid.eml", boss),
        ("own_share_refused.eml", enterprise),
    ]
    [why] = [mail for path, mail in mails.items() if "own_share_refused" in path.name]
    text = why.get_body(("plain",)).get_content()
    assert "Not on the account" in text
    assert f"/receivables/{owed}" in text


def test_the_page_of_a_settled_booking_leads_to_its_own_share(pool, owed):
    ref = pool.manager.get(f"/receivables/{owed}").json["reference"]
    link = f'href="/receivables/{owed}"'
    pages = {
        who: caller.client.get(f"/bookings/{ref}", headers=caller.headers).text
        for who, caller in (("manager", pool.manager), ("researcher", pool.researcher))
    }
    assert link in pages["manager"]
    assert 'data-state="open"' in pages["researcher"]
    assert link not in pages["researcher"], "who does not answer for money has no page of it"
