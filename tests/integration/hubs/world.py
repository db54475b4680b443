"""An open hub, a laboratory with a chromatograph, two enterprises and the operator."""

import json
from dataclasses import dataclass
from datetime import date

from stdnum.cn import uscc

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.hubs import verify
from app.hubs.cli import LOADER, SHIPPED
from app.hubs.domain.entries import EntryCard, EntryKind, EntryWords
from app.hubs.domain.hubs import HubCard
from app.hubs.domain.needs import NeedCard, NeedWords
from app.hubs.domain.states import HubAction
from app.hubs.loading import load_definition
from app.hubs.moderating import move_hub, publish_entry
from app.hubs.needing import post_need
from app.hubs.queries.hubs import get_open_hub
from app.hubs.writing import draft_entry, submit_entry
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.infra.events.verify import CHECKS as EVENT_CHECKS
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.rates import Band, RateTerms
from app.pool.instruments import PublishingFacts, create_instrument, publish_instrument
from app.pool.providers import create_provider
from app.pool.rate_cards import publish_rate_card
from app.pool.regions import load_regions
from tests.support.spans import utc

NOW = utc("2026-03-02 01:00")
BIOMEDICINE = json.loads((SHIPPED / "biomedicine.json").read_bytes())
WORDS = EntryWords(
    "口服激酶抑制剂", "Oral kinase inhibitor", "寻找合成伙伴。", "We look for synthesis.",
    ("tumour", "synthesis", "chromatography"),
)  # fmt: skip
NEED = NeedWords(
    "筛选五千个化合物", "两个月内完成。", date(2026, 4, 1),
    shows_name=False, facets=("tumour", "chromatography"),
)  # fmt: skip

PRICE = RateTerms("enterprise", date(2026, 1, 1), (Band(frozenset(range(1, 8)), 0, 1440, 300_00),))


@dataclass(frozen=True)
class World:
    """Who there is."""

    keeper: Actor
    researcher: Actor
    stranger: Actor
    operator: Actor

    def hub(self) -> HubCard:
        return get_open_hub("biomedicine")

    def drafted(self, words: EntryWords = WORDS, by: Actor | None = None) -> EntryCard:
        author = by or self.keeper
        return transaction(
            lambda: draft_entry(hub=self.hub(), kind=EntryKind.PROJECT, words=words, by=author, now=NOW)
        )

    def submitted(self, words: EntryWords = WORDS, by: Actor | None = None) -> EntryCard:
        entry, author = self.drafted(words, by), by or self.keeper
        return transaction(lambda: submit_entry(ref=entry.ref, by=author, now=NOW))

    def published(self, words: EntryWords = WORDS, by: Actor | None = None) -> EntryCard:
        entry = self.submitted(words, by)
        return transaction(
            lambda: publish_entry(ref=entry.ref, version=entry.version, by=self.operator, now=NOW)
        )

    def posted(self, words: NeedWords = NEED) -> NeedCard:
        return transaction(lambda: post_need(hub=self.hub(), words=words, by=self.researcher, now=NOW))


def holds() -> bool:
    """Tell whether texts and events agree with the states."""
    return not any(check.run() for check in (*verify.CHECKS, *EVENT_CHECKS))


def build_world() -> World:
    """Build it in the caller's transaction."""
    load_regions()
    keeper = _actor(1, "keeper", OrganisationKind.PROVIDER, Role.KEEPER)
    operator = _actor(4, "operator", OrganisationKind.OPERATOR, Role.OPERATOR)
    assert keeper.organisation is not None
    provider = create_provider(
        organisation_id=keeper.organisation.id, code="lab", name_zh="实验室", name_en="Laboratory",
        region_code="320500", now=NOW,
    )  # fmt: skip
    details = InstrumentDetails(name="液相色谱仪", class_code="010501")
    card = create_instrument(
        provider_id=provider.id, details=details, rules=InstrumentRules(), by=SYSTEM, now=NOW
    )
    publish_rate_card(instrument_id=card.id, terms=PRICE, by=SYSTEM, now=NOW)
    publish_instrument(instrument_id=card.id, facts=PublishingFacts(has_hours=True), by=SYSTEM, now=NOW)
    load_definition(BIOMEDICINE, by=LOADER, now=NOW)
    move_hub(slug="biomedicine", action=HubAction.OPEN, by=operator, now=NOW)
    return World(
        keeper,
        _actor(2, "researcher", OrganisationKind.ENTERPRISE, Role.RESEARCHER),
        _actor(3, "stranger", OrganisationKind.ENTERPRISE, Role.RESEARCHER),
        operator,
    )


def _actor(number: int, name: str, kind: OrganisationKind, role: Role) -> Actor:
    body = f"91310118MA1FL0{number:03d}"
    organisation = create_organisation(
        kind=kind, name_zh=f"{name} 单位", name_en=f"{name.title()} organisation",
        credit_code=body + uscc.calc_check_digit(body), region_code="310118", now=NOW,
    )  # fmt: skip
    person = create_person(email=f"{name}@test.example", name=name.title(), now=NOW)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=NOW)
    return Actor(person.id, person.name, person.email, person.locale, organisation, frozenset({role}))
