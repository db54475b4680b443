"""What organisations and the operator keep of hubs: own entries and needs, the queue, and threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.hubs.domain.needs import NeedCard
from app.hubs.letters import is_open
from app.hubs.queries import letters, own
from app.hubs.queries import needs as need_queries
from app.hubs.queries.entries import known_entries
from app.hubs.queries.hubs import hubs_by_id
from app.hubs.writing import SUBJECT
from app.infra.api.cursors import decode_cursor, encode_cursor
from app.infra.api.paging import page
from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.text import N_
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import HubCard
    from app.hubs.domain.letters import MessageCard, Talk
    from app.hubs.domain.states import NeedState

ROWS, MOST_WAITING, FEW_NEEDS = 20, 50, 5
LONG_DAYS = 3
"""From so many days on a row is marked as waiting long."""
DONE = {"draft": N_("Written")}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in a list, and how many days it has stood so."""

    entry: EntryCard
    hub: HubCard
    days: int

    @property
    def is_long(self) -> bool:
        """Tell whether it has waited long."""
        return self.days >= LONG_DAYS


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need in its own organisation's list."""

    need: NeedCard
    hub: HubCard
    standing: NeedState


@dataclass(frozen=True, slots=True)
class MinePage:
    """What an organisation has in the hubs; `needs` are the newest, and there may be `more_needs`."""

    entries: Sequence[EntryRow]
    next: str | None
    needs: Sequence[NeedRow]
    more_needs: bool


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """An organisation's own needs."""

    needs: Sequence[NeedRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits for the operator."""

    rows: Sequence[EntryRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One entry as its organisation or the operator sees it. `public` is what others read meanwhile."""

    entry: EntryCard
    hub: HubCard
    public: EntryCard | None
    reason: str | None
    history: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A thread in a list: about what, and with whom (None: one whose name is not shown)."""

    talk: Talk
    hub: HubCard
    topic: NeedCard | EntryCard
    is_need: bool
    other: OrganisationCard | None


@dataclass(frozen=True, slots=True)
class TalksPage:
    """The threads of an organisation."""

    rows: Sequence[TalkRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread. Messages of `owner` are shown without its name where a need hides it."""

    topic: NeedCard | EntryCard
    is_need: bool
    messages: Sequence[MessageCard]
    hides_owner: bool
    is_open: bool


def mine_page(actor: Actor, before_id: int | None, now: datetime) -> MinePage:
    """Gather what the actor's organisation has in the hubs."""
    found = own.own_entries(actor, before_id=before_id, limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda entry: entry.id)
    few = FEW_NEEDS + 1 if before_id is None else 0
    needs = need_queries.own_needs(actor, before_id=None, limit=few)
    hubs = hubs_by_id({entry.hub_id for entry in shown} | {need.hub_id for need in needs})
    return MinePage(
        entries=_rows(shown, hubs, now),
        next=following,
        needs=_need_rows(needs[:FEW_NEEDS], hubs, now),
        more_needs=len(needs) > FEW_NEEDS,
    )


def needs_page(actor: Actor, before_id: int | None, now: datetime) -> NeedsPage:
    """Gather the needs that the actor's organisation posted, in whatever state."""
    found = need_queries.own_needs(actor, before_id=before_id, limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda need: need.id)
    return NeedsPage(_need_rows(shown, hubs_by_id({need.hub_id for need in shown}), now), following)


def queue_page(cursor: str | None, now: datetime) -> QueuePage:
    """Gather what waits for the operator, the longest first. Raises Invalid `invalid_cursor`."""
    after = None if cursor is None else decode_cursor(cursor, datetime, int)
    found = own.queue(after=None if after is None else (after[0], after[1]), limit=MOST_WAITING + 1)
    shown = found[:MOST_WAITING]
    goes_on = len(found) > MOST_WAITING
    following = encode_cursor([shown[-1].since.isoformat(), shown[-1].id]) if goes_on else None
    return QueuePage(_rows(shown, hubs_by_id({entry.hub_id for entry in shown}), now), following)


def own_page(entry: EntryCard) -> OwnPage:
    """Gather one entry with its history, for its organisation or the operator."""
    events = history(SUBJECT, entry.ref)
    return OwnPage(
        entry=entry,
        hub=hubs_by_id([entry.hub_id])[entry.hub_id],
        public=own.find_public_text(entry) if entry.is_public else None,
        reason=events[-1].reason if events else None,
        history=happened(events, DONE),
    )


def talks_page(actor: Actor, before_id: int | None) -> TalksPage:
    """Gather the threads the actor's organisation has part in, the newest message first."""
    organisation = actor.organisation_id
    if organisation is None:
        return TalksPage((), None)
    found = letters.talks_of(organisation, before_id=before_id, limit=ROWS + 1)
    talks, following = page(found, ROWS, lambda talk: talk.last_id)
    return TalksPage(_talk_rows(talks, actor), following)


def _talk_rows(talks: Sequence[Talk], actor: Actor) -> list[TalkRow]:
    needs = need_queries.needs_by_id({talk.need_id for talk in talks if talk.need_id is not None})
    entries = known_entries({talk.entry_id for talk in talks if talk.entry_id is not None})
    topics: list[NeedCard | EntryCard] = [
        entries[talk.entry_id] if talk.entry_id is not None else needs[talk.need_id or 0] for talk in talks
    ]
    hubs = hubs_by_id({topic.hub_id for topic in topics})
    found = []
    for talk, topic in zip(talks, topics, strict=True):
        is_own = topic.organisation.id == actor.organisation_id
        owner = None if _hides_owner(topic, actor) else topic.organisation
        other = talk.with_organisation if is_own else owner
        found.append(TalkRow(talk, hubs[topic.hub_id], topic, talk.entry_id is None, other))
    return found


def thread_page(topic: NeedCard | EntryCard, with_id: int, actor: Actor, now: datetime) -> ThreadPage:
    """Gather a thread that the actor has part in."""
    return ThreadPage(
        topic=topic,
        is_need=isinstance(topic, NeedCard),
        messages=letters.messages(topic, with_id),
        hides_owner=_hides_owner(topic, actor),
        is_open=is_open(topic, now),
    )


def _hides_owner(topic: NeedCard | EntryCard, actor: Actor) -> bool:
    is_named = topic.shows_name if isinstance(topic, NeedCard) else True
    return not is_named and topic.organisation.id != actor.organisation_id


def _need_rows(needs: Sequence[NeedCard], hubs: dict[int, HubCard], now: datetime) -> list[NeedRow]:
    return [NeedRow(need, hubs[need.hub_id], need.standing(pool_day(now))) for need in needs]


def _rows(entries: Sequence[EntryCard], hubs: dict[int, HubCard], now: datetime) -> list[EntryRow]:
    return [EntryRow(entry, hubs[entry.hub_id], (now - entry.since).days) for entry in entries]
