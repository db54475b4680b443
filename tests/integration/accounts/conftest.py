"""The same few people as everywhere: the researcher (of two enterprises), the keeper, the stranger."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import organisations, people, tokens
from app.accounts.domain.actor import OrganisationCard, PersonCard, Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.passwords import PasswordHash
from app.demo.credit_codes import credit_code
from app.infra.db import transaction
from tests.support.passwords import quick_hash
from tests.support.templates import furnished, furnished_for

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class World:
    """Who and what there is."""

    researcher: PersonCard
    keeper: PersonCard
    stranger: PersonCard
    enterprise: OrganisationCard
    second_enterprise: OrganisationCard
    provider: OrganisationCard


@pytest.fixture(scope="session")
def password_hash() -> PasswordHash:
    return quick_hash(PASSWORD)


def _build(app: Flask) -> World:
    with app.app_context():
        return transaction(lambda: _world(quick_hash(PASSWORD)))


WORLD = furnished("accounts_world", _build)
template = furnished_for("world", WORLD)


@pytest.fixture
def world(contents) -> World:
    return contents


@pytest.fixture
def token(app: Flask, world: World):
    """Make an API token for a person: `token(world.keeper, Scope.READ)`."""

    def make(person: PersonCard, *scopes: Scope) -> str:
        with app.app_context():
            return transaction(
                lambda: tokens.create_token(person_id=person.id, scopes=scopes, label="test", now=NOON)
            )

    return make


@pytest.fixture
def as_(app, client, world, token):
    """Return who calls: `as_("officer").get("/enterprises")`."""

    def made(name: str, kind: OrganisationKind, region: str, role: Role, number: int):
        code = credit_code(kind, region, number)
        organisation = organisations.create_organisation(
            kind=kind, name_zh=name, name_en=name, credit_code=code, region_code=region, now=NOON
        )
        person = people.create_person(email=f"{name}@demo.example", name=name, now=NOON, locale="en")
        organisations.add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=NOON)
        return person

    def create():
        officers = OrganisationKind.AUTHORITY
        organisations.add_member(
            person_id=world.keeper.id,
            organisation_id=world.provider.id,
            role=Role.PROVIDER_MANAGER,
            now=NOON,
        )
        return {
            "manager": world.researcher,
            "provider": world.keeper,
            "stranger": world.stranger,
            "officer": made("officer", officers, "310118", Role.OFFICER, 1),
            "city": made("city", officers, "310000", Role.OFFICER, 2),
            "foreign": made("foreign", officers, "330421", Role.OFFICER, 3),
        }

    with app.app_context():
        known = transaction(create)
    keys = {name: token(person, Scope.READ, Scope.WRITE) for name, person in known.items()}

    class Caller:
        def __init__(self, name: str) -> None:
            self.headers = {"Authorization": f"Bearer {keys[name]}"}

        def get(self, path: str, **query):
            return client.get(path, headers=self.headers, query_string=query or None)

        def post(self, path: str, **form):
            return client.post(path, data=form or {"x": ""}, headers=self.headers)

        def post_json(self, path: str, key: str | None = None, **body):
            keyed = self.headers | ({"Idempotency-Key": key} if key else {})
            return client.post(path, json=body, headers=keyed)

    return Caller


def sign_in(client: FlaskClient, person: PersonCard, password: str = PASSWORD):
    return client.post("/sign-in", data={"email": person.email, "password": password})


def _world(password: PasswordHash) -> World:
    def person(name: str) -> PersonCard:
        email = f"{name.lower()}@demo.example"
        return people.create_person(email=email, name=name, now=NOON, locale="en", password=password)

    def organisation(kind: OrganisationKind, name: str, code: str) -> OrganisationCard:
        return organisations.create_organisation(
            kind=kind, name_zh=name, name_en=name, credit_code=code, region_code="310118", now=NOON
        )

    researcher, keeper, stranger = person("Researcher"), person("Keeper"), person("Stranger")
    enterprise = organisation(OrganisationKind.ENTERPRISE, "First Enterprise", "91110000600037341L")
    second = organisation(OrganisationKind.ENTERPRISE, "Second Enterprise", "91310118MA1FL0XQ5U")
    provider = organisation(OrganisationKind.PROVIDER, "A Provider", "12320000466007264L")
    for who, where, role in (
        (researcher, enterprise, Role.RESEARCHER),
        (researcher, enterprise, Role.ENTERPRISE_MANAGER),
        (researcher, second, Role.RESEARCHER),
        (keeper, provider, Role.KEEPER),
        (stranger, second, Role.RESEARCHER),
    ):
        organisations.add_member(person_id=who.id, organisation_id=where.id, role=role, now=NOON)
    return World(researcher, keeper, stranger, enterprise, second, provider)
