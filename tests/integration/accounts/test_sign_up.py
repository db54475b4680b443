from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import signups
from app.accounts.models import Person, SignUp
from app.infra.db import db
from app.infra.outbox import OutboxMessage
from app.kernel.errors import Gone
from tests.integration.accounts.conftest import NOON

NEW = {"name": "Lin Wei", "password": "four other words here", "repeated": "four other words here"}
STRANGER = "lin.wei@demo.example"


def ask(client, email: str):
    return client.post("/sign-up", data={"email": email, "locale": "en"}, headers={"Host": "evil.example"})


def mails(app) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(mail.template, mail.payload["link"].removeprefix("http://127.0.0.1:8000")) for mail in found]


def test_the_mailed_link_makes_one_account_and_signs_in(app, client, world):
    ask(client, f" {STRANGER.upper()} ")
    ((template, link),) = mails(app)
    assert template == "sign_up"
    assert STRANGER in client.get(link).text

    made = client.post(link, data={**NEW, "locale": "en"})
    assert (made.status_code, made.location) == (303, "/pool/found")
    assert "Lin Wei" in client.get("/account").text
    assert client.post(link, data={**NEW, "locale": "en"}).status_code == 410


def test_nobody_learns_whether_an_address_has_an_account(app, client, world):
    known, unknown = ask(client, world.researcher.email), ask(client, STRANGER)

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location) == (
        303, "/sign-up/sent",
    )  # fmt: skip
    assert [template for template, _ in mails(app)] == ["sign_up_known", "sign_up"]
    for address in (world.researcher.email, STRANGER):
        answers = [ask(client, address).status_code for _ in range(4)]
        assert answers[-1] == 429


def test_a_link_is_kept_as_a_hash_replaced_by_a_newer_one_and_ends(app, client, world):
    ask(client, STRANGER)
    ask(client, STRANGER)
    (_, earlier), (_, newer) = mails(app)
    assert client.get(earlier).status_code == 410
    secret = newer.rpartition("/")[2]
    with app.app_context():
        kept = db.session.scalars(select(SignUp)).one()
        assert secret not in kept.token_hash
        with pytest.raises(Gone):
            signups.get_sign_up_email(secret, now=kept.expires_at)
        assert signups.lapsed_sign_ups(kept.expires_at, 9) == [kept.id]
        assert kept.expires_at - kept.created_at == timedelta(days=1)
        assert kept.created_at > NOON


def test_a_weak_password_and_a_wrong_address_are_told_beside_their_fields(app, client, world):
    assert 'data-code="email_invalid"' in ask(client, "no address").text
    ask(client, STRANGER)
    ((_, link),) = mails(app)
    weak = client.post(link, data={"name": "Lin", "password": "short", "repeated": "short", "locale": "en"})
    assert weak.status_code == 422
    assert 'data-code="password_too_short"' in weak.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Person.email == STRANGER)) == 0
