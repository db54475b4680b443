"""A provider in 吴江, the authority of 青浦 with its officer, and the provider's keeper."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from stdnum.cn import uscc

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.rates import Band, RateTerms
from app.pool.instruments import create_instrument
from app.pool.providers import create_provider
from app.pool.regions import load_regions
from tests.support.spans import utc
from tests.support.templates import furnished, furnished_for

NOW = utc("2026-03-02 01:00")  # Monday, 09:00 in Shanghai


@dataclass(frozen=True)
class Pool:
    """Ids of what there is, and the headers of who acts."""

    provider_id: int
    microscope_id: int
    officer: dict[str, str]
    keeper: dict[str, str]
    operator: dict[str, str]


def terms(minor, from_on=date(2026, 3, 1), group="enterprise"):
    """One price all week long."""
    return RateTerms(group, from_on, (Band(frozenset(range(1, 8)), 0, 1440, minor),))


def organisation(kind, name, region, base):
    code = f"9131{base:013d}"
    return create_organisation(
        kind=kind,
        name_zh=name,
        name_en=name,
        credit_code=code + uscc.calc_check_digit(code),
        region_code=region,
        now=NOW,
    ).id


def headers(name, organisation_id, role):
    person = create_person(email=f"{name}@demo.example", name=name, now=NOW, locale="en", password=None)
    add_member(person_id=person.id, organisation_id=organisation_id, role=role, now=NOW)
    token = create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=NOW)
    return {"Authorization": f"Bearer {token}"}


def found_pool() -> Pool:
    load_regions()
    lab = organisation(OrganisationKind.PROVIDER, "太湖分析中心", "320509", 1)
    authority = organisation(OrganisationKind.AUTHORITY, "青浦区科学技术委员会", "310118", 2)
    operator = organisation(OrganisationKind.OPERATOR, "OnePool", "310000", 3)
    provider = create_provider(
        organisation_id=lab,
        code="taihu",
        name_zh="太湖分析中心",
        name_en="Taihu Analysis Centre",
        region_code="320509",
        now=NOW,
    )
    microscope = create_instrument(
        provider_id=provider.id,
        details=InstrumentDetails(
            name="场发射扫描电镜", maker="Zeiss", category="Electron microscopes", class_code="010301"
        ),
        rules=InstrumentRules(),
        by=SYSTEM,
        now=NOW,
    )
    return Pool(
        provider.id,
        microscope.id,
        officer=headers("officer", authority, Role.OFFICER),
        keeper=headers("keeper", lab, Role.KEEPER),
        operator=headers("operator", operator, Role.OPERATOR),
    )


def _build(app: Flask) -> Pool:
    with app.app_context():
        return transaction(found_pool)


POOL = furnished("small_pool", _build)
template = furnished_for("pool", POOL)


@pytest.fixture
def pool(contents) -> Pool:
    return contents


@pytest.fixture
def context(app: Flask, pool: Pool):
    """The application's context, as a request has it."""
    with app.app_context() as pushed:
        yield pushed
