"""A provider with two instruments that are always open: the microscope has one lane, the incubator two."""

from dataclasses import dataclass

import pytest
from flask import Flask

from app.accounts.domain.roles import OrganisationKind
from app.accounts.organisations import create_organisation
from app.calendar.ports import wire_feed_source
from app.calendar.schedules import NewSchedule, create_schedules_many
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.instruments import create_instrument
from app.pool.providers import create_provider
from tests.integration.calendar.feeds import FakeSource, People, gather
from tests.support.spans import hours, utc
from tests.support.templates import furnished, furnished_for

NOW = utc("2026-03-01 08:00")
ALWAYS = hours("Asia/Shanghai", "* 00:00-24:00")


@dataclass(frozen=True)
class Laboratory:
    """Whose instruments they are, and their ids."""

    organisation_id: int
    provider_id: int
    microscope: int
    incubator: int


def found_laboratory() -> Laboratory:
    organisation = create_organisation(
        kind=OrganisationKind.PROVIDER,
        name_zh="太湖分析中心",
        name_en="Taihu Analysis Centre",
        credit_code="91320509MA1FL5KU9E",
        region_code="320509",
        now=NOW,
    )
    provider = create_provider(
        organisation_id=organisation.id, code="taihu", name_zh="太湖分析中心", name_en="Taihu", now=NOW
    )
    microscope, incubator = (
        create_instrument(
            provider_id=provider.id,
            details=InstrumentDetails(name=name),
            rules=InstrumentRules(),
            by=SYSTEM,
            now=NOW,
        ).id
        for name in ("Microscope", "Incubator")
    )
    create_schedules_many(
        schedules=[
            NewSchedule(microscope, "Asia/Shanghai", 1, ALWAYS),
            NewSchedule(incubator, "Asia/Shanghai", 2, ALWAYS),
        ]
    )
    return Laboratory(organisation.id, provider.id, microscope, incubator)


def _build(app: Flask) -> Laboratory:
    with app.app_context():
        return transaction(found_laboratory)


LABORATORY = furnished("laboratory", _build)
template = furnished_for("laboratory", LABORATORY)


@pytest.fixture
def laboratory(contents) -> Laboratory:
    return contents


@pytest.fixture
def context(app: Flask, laboratory: Laboratory):
    """The application's context, as a request has it."""
    with app.app_context() as pushed:
        yield pushed


@pytest.fixture
def people(app: Flask, laboratory) -> People:
    with app.app_context():
        return transaction(lambda: gather(laboratory))


@pytest.fixture
def source(app: Flask, laboratory) -> FakeSource:
    fake = FakeSource(theirs={(laboratory.organisation_id, laboratory.microscope)})
    wire_feed_source(app, fake)
    return fake
