"""Instruments are drafted, priced and published; the catalogue finds the published ones."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict, Invalid
from app.pool import queries
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.instruments import (
    PublishingFacts,
    create_instrument,
    edit_instrument,
    publish_instrument,
    retire_instrument,
)
from app.pool.jobs import JOBS
from app.pool.providers import create_provider
from app.pool.queries import CatalogueFilter, counts
from app.pool.rate_cards import publish_rate_card
from tests.integration.pool.conftest import NOW, organisation, terms
from tests.support.spans import utc
from tests.support.statements import counted

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def publish_card(instrument_id, card):
    return transaction(lambda: publish_rate_card(instrument_id=instrument_id, terms=card, by=SYSTEM, now=NOW))


def publish(instrument_id, *, has_hours=True):
    facts = PublishingFacts(has_hours=has_hours)
    return transaction(
        lambda: publish_instrument(instrument_id=instrument_id, facts=facts, by=SYSTEM, now=NOW)
    )


def draft(pool, name, **details):
    details = InstrumentDetails(name=name, **details)
    return transaction(
        lambda: create_instrument(
            provider_id=pool.provider_id, details=details, rules=InstrumentRules(), by=SYSTEM, now=NOW
        )
    ).id


def published(pool, name):
    instrument_id = draft(pool, name)
    publish_card(instrument_id, terms(1))
    publish(instrument_id)
    return instrument_id


def second_provider():
    organisation_id = organisation(OrganisationKind.PROVIDER, "第二中心", "320509", 9)
    return create_provider(
        organisation_id=organisation_id, code="second", name_zh="第二中心", name_en="Second Centre",
        region_code="320509", now=NOW,
    ).id  # fmt: skip


def hourly(instrument_id):
    return queries.get_instrument(instrument_id).hourly_from_minor


def test_publishing_needs_hours_and_a_price(context, pool):
    with pytest.raises(Invalid) as refusal:
        publish(pool.microscope_id, has_hours=False)
    assert [problem.code for problem in refusal.value.problems] == ["no_hours", "no_price"]
    publish_card(pool.microscope_id, terms(60000))
    assert publish(pool.microscope_id).state == "published"
    with pytest.raises(Conflict, match="illegal_transition"):
        publish(pool.microscope_id)


def test_broken_details_and_rules_are_named_together(context, pool):
    card = queries.get_instrument(pool.microscope_id)
    with pytest.raises(Invalid) as refusal:
        transaction(
            lambda: edit_instrument(
                instrument_id=card.id,
                details=replace(card.details, name="", lat=91.0, region_code="999999"),
                rules=replace(card.rules, min_minutes=120, max_minutes=60, step_minutes=0),
                by=SYSTEM,
                now=NOW,
            )
        )
    assert {problem.field for problem in refusal.value.problems} == {
        "name",
        "lat",
        "lon",
        "region_code",
        "max_minutes",
        "step_minutes",
    }


def test_the_highest_version_effective_by_then_is_in_force(context, pool):
    first, second, third = (
        publish_card(pool.microscope_id, card) for card in (terms(1), terms(2, APRIL), terms(3))
    )
    assert [card.version for card in (first, second, third)] == [1, 2, 3]

    def in_force(on):
        return queries.rate_card_in_force(pool.microscope_id, "enterprise", on)

    assert in_force(date(2026, 2, 28)) is None
    assert in_force(MARCH).id == in_force(APRIL).id == third.id
    assert queries.rate_card(second.id).terms.effective_from == APRIL
    assert publish_card(pool.microscope_id, terms(9, group="academic")).version == 1
    assert hourly(pool.microscope_id) == 3


def test_a_later_price_is_shown_from_its_day(context, pool):
    publish_card(pool.microscope_id, terms(100))
    publish_card(pool.microscope_id, terms(200, APRIL))
    job = next(each for each in JOBS if each.name == "show_new_prices")
    assert job.due(utc("2026-03-31 15:59"), 10) == []
    april = utc("2026-03-31 16:00")  # midnight in Shanghai
    for instrument_id in job.due(april, 10):
        assert hourly(instrument_id) == 100
        job.attempt(instrument_id, april)
    assert hourly(pool.microscope_id) == 200
    assert job.due(april, 10) == []


@pytest.mark.parametrize("statement", ["UPDATE rate_card SET version = 7", "DELETE FROM rate_card"])
def test_the_database_refuses_to_change_a_card(context, pool, statement):
    publish_card(pool.microscope_id, terms(60000))
    with pytest.raises((DBAPIError, Conflict), match="append_only"):
        transaction(lambda: db.session.execute(text(statement)))


def found(**wanted):
    return {card.name for card in queries.catalogue(CatalogueFilter(**wanted)).items}


def test_the_catalogue_finds_by_words_kind_place_provider_and_price(context, pool):
    sequencer = draft(pool, "NovaSeq", name_zh="高通量测序仪", class_code="0110", region_code="330421")
    for instrument_id, minor in ((pool.microscope_id, 60000), (sequencer, 90000)):
        publish_card(instrument_id, terms(minor))
        publish(instrument_id)
    draft(pool, "A draft")
    sem, nova = "场发射扫描电镜", "NovaSeq"
    assert found() == {sem, nova}
    assert found(state=None) == {sem, nova, "A draft"}
    assert found(q="electron microscope") == found(q="电镜") == found(q="zeiss") == {sem}
    assert found(q="sequencer") == {nova}
    assert found(category="0103") == found(category="electron") == {sem}
    assert found(region="320000") == found(region="江苏") == found(region="320509") == {sem}
    assert found(region="Zhejiang") == {nova}
    assert found(provider="taihu") == found(provider=str(pool.provider_id)) == {sem, nova}
    assert found(provider="other") == found(region="Atlantis") == found(category="%") == set()
    assert found(max_hourly_minor=60000) == {sem}


def test_pages_follow_each_other_and_a_retired_one_is_gone(context, pool):
    ids = [pool.microscope_id, draft(pool, "Second"), draft(pool, "Third")]
    for instrument_id in ids:
        publish_card(instrument_id, terms(1))
        publish(instrument_id)
    page = queries.catalogue(CatalogueFilter(), limit=2)
    assert [card.id for card in page.items] == ids[:2]
    rest = queries.catalogue(CatalogueFilter(), after=page.next_after, limit=2)
    assert ([card.id for card in rest.items], rest.next_after) == (ids[2:], None)
    transaction(lambda: retire_instrument(instrument_id=ids[0], by=SYSTEM, now=NOW))
    assert queries.count(CatalogueFilter()) == 2


def test_a_page_costs_one_query_whatever_its_size(app, context, pool):
    for number in range(30):
        draft(pool, f"Instrument {number}")
    with counted(app) as statements:
        assert len(queries.catalogue(CatalogueFilter(state=None, q="instrument"), limit=30).items) == 30
    assert len(statements) == 1


def test_the_newest_come_from_every_provider_before_anybodys_second(context, pool):
    other = replace(pool, provider_id=transaction(second_provider))
    first, theirs, *own = [
        published(whose, name)
        for whose, name in (
            (pool, "Old"),
            (other, "Theirs"),
            (pool, "New"),
            (pool, "Newer"),
            (pool, "Newest"),
        )
    ]
    assert counts.newest_published(2) == [own[2], theirs]
    assert counts.newest_published(3) == [own[2], own[1], theirs]
    assert counts.newest_published(9) == [*reversed(own), theirs, first]
