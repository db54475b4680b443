import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actors, tokens
from app.accounts.domain.actor import Scope
from app.accounts.domain.secrets import hash_of
from app.accounts.jobs import JOBS
from app.accounts.models import ApiToken
from app.infra.db import db, transaction
from app.infra.scheduler import run_job
from app.kernel.errors import Invalid, NotFound
from tests.integration.accounts.conftest import NOON, sign_in


def kept(app) -> ApiToken:
    with app.app_context():
        return db.session.scalars(select(ApiToken)).one()


def test_a_token_is_shown_once_and_kept_as_a_hash(app, client, world):
    sign_in(client, world.keeper)
    made = client.post("/account/tokens", data={"label": "screen", "access": "read", "lifetime_days": "30"})
    shown = re.search(r"onepool_[\w-]+", made.text)[0]

    assert made.status_code == 201
    assert kept(app).token_hash == hash_of(shown)
    page = client.get("/account").text
    assert "screen" in page
    assert shown not in page


def test_a_form_without_a_label_makes_no_token(app, client, world):
    sign_in(client, world.keeper)

    assert client.post("/account/tokens", data={"access": "read", "lifetime_days": ""}).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(ApiToken)).all() == []


def test_a_token_makes_no_other_that_could_outlive_it(client, world, token):
    headers = {"Authorization": f"Bearer {token(world.keeper, Scope.READ, Scope.WRITE)}"}
    wanted = {"label": "for ever", "access": "write", "lifetime_days": ""}
    assert client.post("/account/tokens", data=wanted, headers=headers).status_code == 403


def test_a_revoked_token_is_worth_nothing(app, client, world, token):
    secret = token(world.keeper, Scope.READ)
    sign_in(client, world.keeper)
    client.post(f"/account/tokens/{kept(app).id}/revoke")

    with app.app_context():
        assert actors.of_token(secret, now=NOON) is None


def test_nobody_revokes_a_stranger_s_token(app, client, world, token):
    token(world.keeper, Scope.READ)
    sign_in(client, world.stranger)

    assert client.post(f"/account/tokens/{kept(app).id}/revoke").status_code == 404
    assert kept(app).revoked_at is None


def test_a_token_ends_when_it_said(app, world):
    with app.app_context():
        secret = transaction(
            lambda: tokens.create_token(
                person_id=world.keeper.id, scopes=[Scope.READ], label="day", now=NOON,
                expires_at=NOON + timedelta(days=1),
            )
        )  # fmt: skip

        assert actors.of_token(secret, now=NOON + timedelta(hours=23)) is not None
        assert actors.of_token(secret, now=NOON + timedelta(days=1)) is None


def test_the_last_use_is_noted_at_most_once_a_minute(app, world, token):
    token(world.keeper, Scope.READ)
    token_id = kept(app).id
    for seconds in (0, 59, 61):
        with app.app_context():
            at = NOON + timedelta(seconds=seconds)
            transaction(lambda: tokens.note_use(token_id=token_id, now=at))  # noqa: B023 -- runs at once
        assert kept(app).last_used_at == NOON + timedelta(seconds={0: 0, 59: 0, 61: 61}[seconds])


def test_a_request_notes_the_use(app, client, world, token):
    secret = token(world.keeper, Scope.READ)

    client.get("/account", headers={"Authorization": f"Bearer {secret}"})

    assert kept(app).last_used_at is not None


def test_a_token_needs_a_scope_and_an_organisation_of_its_owner(app, world):
    with app.app_context():
        with pytest.raises(Invalid):
            tokens.create_token(person_id=world.keeper.id, scopes=[], label="x", now=NOON)
        with pytest.raises(NotFound):
            tokens.create_token(
                person_id=world.keeper.id, organisation_id=world.enterprise.id,
                scopes=[Scope.READ], label="x", now=NOON,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "scopes"),
    [
        ([], "read write"),
        (["--scope", "read"], "read"),
        (["--scope", "write", "--scope", "read"], "read write"),
    ],
)
def test_the_command_prints_a_token_and_nothing_else(app, cli, world, options, scopes):
    result = cli.invoke(args=["token", "create", "--email", world.keeper.email, *options])

    assert result.exit_code == 0
    assert hash_of(result.stdout.removesuffix("\n")) == kept(app).token_hash
    assert kept(app).scopes == scopes


def test_the_command_knows_no_strangers(cli, world):
    result = cli.invoke(args=["token", "create", "--email", "nobody@demo.example"])

    assert result.exit_code == 1
    assert result.stdout == ""


def test_ended_tokens_are_forgotten_after_a_month_and_living_ones_never(app, world, token):
    token(world.keeper, Scope.READ)
    job = next(job for job in JOBS if job.name == "forget_ended_tokens")
    with app.app_context():
        run_job(job, NOON + timedelta(days=4000))
        revoked_at = NOON + timedelta(days=1)
        token_id = db.session.scalars(select(ApiToken.id)).one()
        transaction(lambda: tokens.revoke_token(token_id=token_id, person_id=world.keeper.id, now=revoked_at))

        assert list(job.due(revoked_at + timedelta(days=29), 10)) == []
        run_job(job, revoked_at + timedelta(days=30))
        assert db.session.scalars(select(ApiToken.id)).all() == []
