"""What people are told by mail about entries, needs and messages. Each notice waits in the outbox."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.hubs.domain.needs import NeedCard
from app.hubs.queries import letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from app.accounts.domain.actor import Actor, PersonCard
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import HubCard

MANAGERS = (Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER)
MEMBERS = (*MANAGERS, Role.RESEARCHER, Role.KEEPER)


class Notice(StrEnum):
    """What an author is told; the values name the templates `templates/mail/hub_….txt`."""

    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    TAKEN_DOWN = "taken_down"


def tell_author(
    entry: EntryCard, hub: HubCard, notice: Notice, now: datetime, *, reason: str | None = None
) -> None:
    """Tell who wrote an entry and to the managers of the organisation."""
    values = {
        "ref": entry.ref,
        "hub": hub.slug,
        "name": entry.name_zh or entry.name_en,
        "reason": reason or "",
    }
    for person in _those_who_answer(entry.organisation.id, [entry.author_id]):
        tell(
            person,
            template=f"hub_{notice}",
            values=values,
            now=now,
            # It may be sent back more than once, and published again.
            key=f"{entry.ref}:{notice}:{entry.version}:{person.id}",
        )


def tell_of_need(need: NeedCard, hub: HubCard, organisations: Iterable[int], now: datetime) -> None:
    """Tell each organisation that a new need fits: its managers, or all where there is none."""
    values = {"ref": need.ref, "hub": hub.slug, "title": need.title, "until": need.until_on.isoformat()}
    for organisation_id in organisations:
        for person in _those_who_answer(organisation_id, ()):
            tell(
                person,
                template="hub_need",
                values=values,
                now=now,
                key=f"{need.ref}:fits:{person.id}",
            )


def tell_of_end(need: NeedCard, hub: HubCard, now: datetime) -> None:
    """Tell those who wrote about a need that is closed now."""
    values = {"ref": need.ref, "hub": hub.slug, "title": need.title}
    for talk in letters.talks_about(need):
        other = talk.with_organisation.id
        for person in _those_who_wrote(need, other, other):
            tell(
                person,
                template="hub_need_closed",
                values=values,
                now=now,
                key=f"{need.ref}:closed:{person.id}",
            )


def tell_poster(need: NeedCard, hub: HubCard, reason: str, now: datetime) -> None:
    """Tell who posted a need, and the managers of the organisation, why the operator took it down."""
    values = {"ref": need.ref, "hub": hub.slug, "title": need.title, "reason": reason}
    for person in _those_who_answer(need.organisation.id, [need.author_id]):
        tell(
            person,
            template="hub_need_taken_down",
            values=values,
            now=now,
            key=f"{need.ref}:taken_down:{person.id}",
        )


def tell_of_message(
    topic: NeedCard | EntryCard,
    hub: HubCard,
    *,
    with_id: int,
    sender: Actor,
    message_id: int,
    now: datetime,
) -> None:
    """Tell the other side of a thread: it says where to read, not what was written."""
    is_need, owner = isinstance(topic, NeedCard), topic.organisation.id
    values = {
        "hub": hub.slug,
        "place": "needs" if is_need else "entries",
        "ref": topic.ref,
        "with_id": with_id,
        "title": topic.title if isinstance(topic, NeedCard) else topic.name_zh or topic.name_en,
    }
    to_owner = sender.organisation_id == with_id
    people = (
        _those_who_answer(owner, {topic.author_id, *letters.writers(topic, with_id, owner)})
        if to_owner
        else _those_who_wrote(topic, with_id, with_id)
    )
    for person in people:
        tell(
            person,
            template="hub_message",
            values=values,
            now=now,
            key=f"hub_message:{message_id}:{person.id}",
        )


def _those_who_answer(organisation_id: int, others: Collection[int]) -> list[PersonCard]:
    """Return an organisation's managers and those `others` who are still its members; all, where none is."""
    members = accounts.people_of(organisation_id, MEMBERS)
    managers = {person.id for person in accounts.people_of(organisation_id, MANAGERS)}
    return [person for person in members if person.id in managers or person.id in others] or members


def _those_who_wrote(topic: NeedCard | EntryCard, with_id: int, organisation_id: int) -> list[PersonCard]:
    wrote = letters.writers(topic, with_id, organisation_id)
    return [person for person in accounts.people_of(organisation_id, MEMBERS) if person.id in wrote]
