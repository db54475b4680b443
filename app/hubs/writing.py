"""What an organisation does with its entries: drafts, rewrites, submits, discards, withdraws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from app.accounts.access import event_actor
from app.hubs.domain.entries import EntryCard, EntryKind, EntryWords
from app.hubs.domain.states import EDITABLE, ENTRY, EntryAction, EntryState
from app.hubs.models import HubEntry, HubText, HubTextFacet
from app.hubs.queries.entries import DRAFT, PAST, PUBLIC
from app.hubs.queries.hubs import hubs_by_id
from app.hubs.queries.own import get_own_entry, lock_own_entry
from app.infra.db import db, swap
from app.infra.events import EventActor, record, record_first
from app.kernel.errors import Conflict, Forbidden, Invalid
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.hubs.domain.hubs import HubCard

SUBJECT = "hub_entry"


def draft_entry(*, hub: HubCard, kind: EntryKind, words: EntryWords, by: Actor, now: datetime) -> EntryCard:
    """Begin an entry; it stays its organisation's own until it is published.

    Raises Invalid with every problem of the words, Forbidden for somebody without an organisation.
    """
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    words = _checked(words)
    ref = new_reference("H")
    entry_id: int = db.session.execute(
        insert(HubEntry)
        .values(
            ref=ref, hub_id=hub.id, kind=kind, state=EntryState.DRAFT, organisation_id=by.organisation.id,
            author_id=by.person_id, version=1, created_at=now, since=now,
        )
        .returning(HubEntry.id)
    ).scalar_one()  # fmt: skip
    _write(entry_id, hub, words, now)
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="draft",
        at=now,
        actor=event_actor(by),
        to_state=EntryState.DRAFT,
        data={"hub": hub.slug, "kind": kind},
    )
    return get_own_entry(ref, by)


def rewrite_entry(*, ref: str, words: EntryWords, seen: int, by: Actor, now: datetime) -> EntryCard:
    """Change what is being written. A published entry gets a new text, while the old one stays public.

    `seen` is the version that the writer began with. Raises NotFound, Invalid with every problem of the
    words, Conflict `edited_meanwhile` where a colleague was faster, and `illegal_transition` while it waits
    for the operator, and once it is withdrawn.
    """
    words = _checked(words)
    entry = lock_own_entry(ref, by)
    if entry.state not in EDITABLE:
        raise Conflict(
            "illegal_transition",
            N_("This is %(state)s, so it can not be changed."),
            fix=N_("Wait for the operator's answer."),
            state=entry.state,
        )
    if words == entry.words:
        return entry
    if seen != entry.version:
        raise Conflict(
            "edited_meanwhile",
            N_("Somebody else of your organisation has changed it since you opened it."),
            fix=N_("Compare the two below. Saving again replaces what they wrote."),
        )
    hub = hubs_by_id([entry.hub_id])[entry.hub_id]
    if entry.state is EntryState.PUBLISHED:
        move(entry, EntryAction.EDIT, event_actor(by), now)
    else:
        raise_version(entry)
        _forget_draft(entry)
    _write(entry.id, hub, words, now)
    return get_own_entry(ref, by)


def submit_entry(*, ref: str, by: Actor, now: datetime) -> EntryCard:
    """Hand an entry in to the operator. Raises NotFound, Conflict, Invalid with all that is missing."""
    entry = lock_own_entry(ref, by)
    after(ENTRY, entry.state, EntryAction.SUBMIT)
    missing = entry.words.missing()
    if missing:
        raise Invalid.of(missing)
    move(entry, EntryAction.SUBMIT, event_actor(by), now)
    return get_own_entry(ref, by)


def discard_changes(*, ref: str, by: Actor, now: datetime) -> EntryCard:
    """Throw the new text away: the public one is the entry's again. Raises NotFound, Conflict."""
    entry = lock_own_entry(ref, by)
    if not entry.is_public:
        raise Conflict(
            "nothing_public",
            N_("Nothing of it is public yet: there is no earlier text to go back to."),
            fix=N_("Withdraw it, if it is not needed any more."),
        )
    move(entry, EntryAction.DISCARD, event_actor(by), now)
    _forget_draft(entry)
    return get_own_entry(ref, by)


def withdraw_entry(*, ref: str, by: Actor, now: datetime) -> EntryCard:
    """Take an entry back for good: nothing of it is public any more. Raises NotFound, Conflict."""
    withdraw(lock_own_entry(ref, by), event_actor(by), now)
    return get_own_entry(ref, by)


def withdraw(entry: EntryCard, by: EventActor, now: datetime, reason: str | None = None) -> None:
    """Take an entry out of its hub for good, whoever does so. Raises Conflict `illegal_transition`.

    The last text that others read stays its text: those who wrote about it still see what it was called.
    """
    move(entry, EntryAction.WITHDRAW, by, now, reason)
    if entry.is_public:
        _forget_draft(entry)
    db.session.execute(update(HubText).where(HubText.entry_id == entry.id).values(role=PAST))


def move(
    entry: EntryCard,
    action: EntryAction,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
    **values: object,
) -> None:
    """Change an entry's state by its table, with an event row. Raises Conflict `illegal_transition`."""
    to_state = after(ENTRY, entry.state, action)
    version = entry.version + 1
    swap(
        HubEntry, entry.id,
        from_state=entry.state, to_state=to_state, since=now, version=version, **values,
    )  # fmt: skip
    record(
        subject_kind=SUBJECT,
        subject_ref=entry.ref,
        action=action,
        at=now,
        actor=by,
        from_state=entry.state,
        to_state=to_state,
        reason=reason,
    )


def make_public(entry: EntryCard) -> None:
    """Let others read the text that is being written, instead of the one they read so far."""
    texts = update(HubText).where(HubText.entry_id == entry.id)
    db.session.execute(texts.where(HubText.role == PUBLIC).values(role=PAST))
    db.session.execute(texts.where(HubText.role == DRAFT).values(role=PUBLIC))


def raise_version(entry: EntryCard) -> None:
    """Note a change that leaves the state as it is."""
    version = entry.version + 1
    db.session.execute(update(HubEntry).where(HubEntry.id == entry.id).values(version=version))


def _write(entry_id: int, hub: HubCard, words: EntryWords, now: datetime) -> None:
    text_id: int = db.session.execute(
        insert(HubText)
        .values(
            entry_id=entry_id, hub_id=hub.id, role=DRAFT, name_zh=words.name_zh, name_en=words.name_en,
            text_zh=words.text_zh, text_en=words.text_en, written_at=now,
        )
        .returning(HubText.id)
    ).scalar_one()  # fmt: skip
    facets = [{"text_id": text_id, "facet_id": each.id, "hub_id": hub.id} for each in hub.named(words.facets)]
    if facets:
        db.session.execute(insert(HubTextFacet), facets)


def _forget_draft(entry: EntryCard) -> None:
    drafts = select(HubText.id).where(HubText.entry_id == entry.id, HubText.role == DRAFT)
    db.session.execute(delete(HubTextFacet).where(HubTextFacet.text_id.in_(drafts)))
    db.session.execute(delete(HubText).where(HubText.entry_id == entry.id, HubText.role == DRAFT))


def _checked(words: EntryWords) -> EntryWords:
    """Return the words without unseen signs. Raises Invalid with every problem of them."""
    words = words.cleaned()
    problems = words.problems()
    if problems:
        raise Invalid.of(problems)
    return words
