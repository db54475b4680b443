"""The hubs of the demo: biomedicine filled and open, the other two as drafts for the operator."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import Role
from app.accounts.queries import people_of
from app.demo.hub_entries import SHOWN, WISHES, Showing, Wish
from app.demo.people import GUESTS, KEEPER
from app.hubs.cli import LOADER, SHIPPED
from app.hubs.domain.entries import EntryWords
from app.hubs.domain.needs import NeedWords
from app.hubs.domain.states import HubAction
from app.hubs.letters import write_message
from app.hubs.loading import load_definition
from app.hubs.moderating import move_hub, publish_entry, send_back
from app.hubs.needing import post_need
from app.hubs.queries.hubs import get_open_hub
from app.hubs.writing import draft_entry, submit_entry
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.accounts.domain.actor import OrganisationCard
    from app.hubs.domain.hubs import HubCard

BIOMEDICINE = "biomedicine"
OPENED = timedelta(days=40)
POSTED = timedelta(days=5)
ANSWERED_AFTER = timedelta(days=1)
#: The last of what is shown stand otherwise, so that each side has something to do: a draft, one sent back,
#: and some that wait for the operator.
NOT_PUBLISHED = 5
TOO_SHORT = "请补充样本来源与合作方式。"
ANSWER = "我们有液质联用平台，也做过五千个化合物的筛选，可以先谈方案。"
_WRITE = {
    Role.KEEPER,
    Role.PROVIDER_MANAGER,
    Role.RESEARCHER,
    Role.ENTERPRISE_MANAGER,
}


def fill_hubs(
    organisations: Mapping[str, OrganisationCard], guests: Mapping[str, Actor], now: datetime
) -> None:
    """Load the three hubs, open the first and fill it, by the use cases that people's clicks call."""
    opened_at = now - OPENED
    for path in sorted(SHIPPED.glob("*.json")):
        load_definition(json.loads(path.read_bytes()), by=LOADER, now=opened_at)
    operator = next(guests[guest.email] for guest in GUESTS if guest.role is Role.OPERATOR)
    move_hub(slug=BIOMEDICINE, action=HubAction.OPEN, by=operator, now=opened_at)
    hub = get_open_hub(BIOMEDICINE)
    authors = {slug: _author(organisations[slug]) for slug in {each.slug for each in (*SHOWN, *WISHES)}}
    for number, showing in enumerate(SHOWN):
        at = opened_at + timedelta(days=number, hours=2)
        _show(showing, hub, authors[showing.slug], operator, at)
    for wish in WISHES:
        _post(wish, hub, authors[wish.slug], guests[KEEPER.email], now - POSTED)


def _show(showing: Showing, hub: HubCard, author: Actor, operator: Actor, at: datetime) -> None:
    """Draft an entry, submit and publish it; the last few stay where they are on the way."""
    words = EntryWords(
        showing.name_zh, showing.name_en, showing.text_zh, showing.text_en, tuple(showing.facets.split())
    )
    drafted = draft_entry(hub=hub, kind=showing.kind, words=words, by=author, now=at)
    left = len(SHOWN) - SHOWN.index(showing)
    if left == 1:
        return
    entry = submit_entry(ref=drafted.ref, by=author, now=at + timedelta(hours=1))
    decided_at = at + timedelta(hours=20)
    if left > NOT_PUBLISHED:
        publish_entry(ref=entry.ref, version=entry.version, by=operator, now=decided_at)
    elif left == NOT_PUBLISHED - 1:
        send_back(ref=entry.ref, version=entry.version, reason=TOO_SHORT, by=operator, now=decided_at)


def _post(wish: Wish, hub: HubCard, author: Actor, answering: Actor, at: datetime) -> None:
    """Post a need; keeper@'s provider answers the first."""
    until_on = pool_day(at + POSTED) + timedelta(days=wish.days)
    words = NeedWords(wish.title, wish.text, until_on, wish.is_named, tuple(wish.facets.split()))
    need = post_need(hub=hub, words=words, by=author, now=at)
    if wish is WISHES[0] and answering.organisation is not None:
        write_message(
            topic=need,
            hub=hub,
            with_id=answering.organisation.id,
            text=ANSWER,
            by=answering,
            now=at + ANSWERED_AFTER,
        )


def _author(organisation: OrganisationCard) -> Actor:
    """Return somebody who writes for an organisation of the demo."""
    person = people_of(organisation.id, _WRITE)[0]
    return Actor(person.id, person.name, person.email, person.locale, organisation, frozenset())
