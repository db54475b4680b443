from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import resets
from app.accounts.models import PasswordReset
from app.infra.db import db, transaction
from app.infra.outbox import OutboxMessage
from app.kernel.errors import Gone, TooManyRequests
from tests.integration.accounts.conftest import NOON, PASSWORD, sign_in

NEW_PASSWORD = "four other words here"
NEW = {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD}


def mailed_links(app) -> list[str]:
    with app.app_context():
        mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [mail.payload["link"].removeprefix("http://127.0.0.1:8000") for mail in mails]


def ask(client, email: str):
    return client.post("/forgotten", data={"email": email}, headers={"Host": "evil.example"})


def test_the_mailed_link_sets_a_new_password_once(app, client, world):
    ask(client, world.researcher.email)
    (link,) = mailed_links(app)

    assert world.researcher.email in client.get(link).text
    assert client.post(link, data=NEW).location == "/sign-in"
    assert sign_in(client, world.researcher, NEW_PASSWORD).status_code == 303
    assert sign_in(client, world.researcher, PASSWORD).status_code == 422
    assert client.post(link, data=NEW).status_code == 410


def test_nobody_learns_whether_there_is_an_account(app, client, world):
    known, unknown = ask(client, world.researcher.email), ask(client, "nobody@demo.example")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert len(mailed_links(app)) == 1


def test_only_a_hash_of_the_link_is_kept(app, client, world):
    ask(client, world.researcher.email)
    secret = mailed_links(app)[0].rpartition("/")[2]

    with app.app_context():
        assert secret not in db.session.scalars(select(PasswordReset.token_hash)).one()


def test_a_newer_link_ends_the_earlier_one(app, client, world):
    ask(client, world.researcher.email)
    ask(client, world.researcher.email)
    earlier, newer = mailed_links(app)

    assert client.get(earlier).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_weak_password_is_refused_and_the_link_still_works(app, client, world):
    ask(client, world.researcher.email)
    (link,) = mailed_links(app)

    refused = client.post(link, data={"password": "short", "repeated": "short"})

    assert refused.status_code == 422
    assert 'data-code="password_too_short"' in refused.text
    assert client.post(link, data=NEW).status_code == 303


def test_a_reset_signs_out_everywhere_and_unlocks(app, client, world):
    sign_in(client, world.researcher)
    other = app.test_client()
    for _ in range(5):
        sign_in(other, world.researcher, "not this one")
    ask(other, world.researcher.email)
    other.post(mailed_links(app)[0], data=NEW)

    assert client.get("/account").status_code == 302
    assert sign_in(other, world.researcher, NEW_PASSWORD).status_code == 303


def test_a_link_works_for_one_hour(app, world, password_hash):
    links = []
    with app.app_context():
        transaction(
            lambda: resets.request_reset(
                email=world.keeper.email, address="203.0.113.9", now=NOON, link=lambda s: links.append(s) or s
            )
        )
        late = NOON + timedelta(hours=1)

        assert resets.get_reset_email(links[0], now=late - timedelta(seconds=1)) == world.keeper.email
        with pytest.raises(Gone):
            transaction(lambda: resets.reset_password(secret=links[0], password=password_hash, now=late))


def test_nobody_s_mail_box_is_filled(app, world):
    def ask_again() -> None:
        transaction(
            lambda: resets.request_reset(
                email=world.keeper.email, address="203.0.113.9", now=NOON, link=lambda secret: secret
            )
        )

    with app.app_context():
        for _ in range(3):
            ask_again()
        with pytest.raises(TooManyRequests):
            ask_again()
