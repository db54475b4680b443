"""A hub in the crowd's pool: the keeper's entries, the researcher's needs, and letters about both."""

import json
from dataclasses import dataclass, replace

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import Role
from app.accounts.queries import find_person_by_email
from app.hubs.cli import LOADER, SHIPPED
from app.hubs.domain.entries import EntryKind, EntryWords
from app.hubs.domain.needs import NeedWords
from app.hubs.domain.states import HubAction
from app.hubs.letters import write_message
from app.hubs.loading import load_definition
from app.hubs.moderating import move_hub, publish_entry
from app.hubs.needing import post_need
from app.hubs.writing import draft_entry, submit_entry
from app.infra import clock
from app.pool.domain.days import pool_day
from tests.support.api_caller import Caller
from tests.support.booking_pool import Pool

FACETS = ("tumour", "synthesis", "imaging")
WORDS = EntryWords("激酶抑制剂", "Kinase inhibitor", "寻找伙伴。", "We look for partners.", FACETS)


@dataclass(frozen=True)
class Hubs:
    """One of each: a public entry and one that waits, a need, and with whom one writes about them."""

    entry: str
    waiting: str
    need: str
    enterprise: int
    provider: int


def build_hubs(pool: Pool, number: int) -> Hubs:
    """Show `number` of each kind of thing, in the caller's transaction."""
    now, slug = clock.now(), "biomedicine"
    keeper, researcher, operator = (
        _actor(caller, name, role)
        for caller, name, role in (
            (pool.keeper, "keeper", Role.KEEPER),
            (pool.researcher, "researcher", Role.RESEARCHER),
            (pool.operator, "operator", Role.OPERATOR),
        )
    )
    load_definition(json.loads((SHIPPED / f"{slug}.json").read_bytes()), by=LOADER, now=now)
    hub = move_hub(slug=slug, action=HubAction.OPEN, by=operator, now=now)
    until_on = pool_day(now)
    for each in range(number):
        words = replace(WORDS, name_zh=f"激酶抑制剂{each}")
        waiting = _submitted(hub, words, keeper, now)
        read = _submitted(hub, words, keeper, now)
        entry = publish_entry(ref=read.ref, version=read.version, by=operator, now=now)
        wish = NeedWords(f"抑制剂{each}", "公斤级。", until_on, shows_name=True, facets=FACETS)
        need = post_need(hub=hub, words=wish, by=researcher, now=now)
        for topic, by in ((need, keeper), (entry, researcher)):
            write_message(topic=topic, hub=hub, with_id=by.organisation_id, text="We can.", by=by, now=now)
    place = f"/hubs/{slug}"
    return Hubs(
        f"{place}/entries/{entry.ref}",
        waiting.ref,
        f"{place}/needs/{need.ref}",
        researcher.organisation_id,
        keeper.organisation_id,
    )


def _submitted(hub, words, by, now):
    drafted = draft_entry(hub=hub, kind=EntryKind.PROJECT, words=words, by=by, now=now)
    return submit_entry(ref=drafted.ref, by=by, now=now)


def _actor(caller: Caller, name: str, role: Role) -> Actor:
    person = find_person_by_email(f"{name}@test.example")
    return Actor(person.id, person.name, person.email, person.locale, caller.organisation, frozenset({role}))
