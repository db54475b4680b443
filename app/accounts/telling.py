"""Telling people by mail and on the site, as each of them chose, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from app.accounts.domain.calendar_choice import CalendarWay
from app.accounts.domain.notices import FIXED, Channel, NoticeKind, kind_of
from app.accounts.models import CalendarChoiceRow, MutedNotice, Notification
from app.infra.calendar_invitations import AskedInvitation, Insistence
from app.infra.db import Base, db
from app.infra.db.once import as_new, insert_once
from app.infra.outbox import QueuedMail, enqueue_mails, mail_insert

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import PersonCard

KEPT = timedelta(days=365)
# The question whether somebody wants to be told comes with the telling: it is on the way of every booking.
_IS_MUTED = exists().where(
    MutedNotice.person_id == bindparam("whose"),
    MutedNotice.kind == bindparam("about"),
    MutedNotice.channel == bindparam("way"),
)
# A mail that is sent for its invitation's sake alone is not for those who only subscribe.
_ONLY_SUBSCRIBES = exists().where(
    CalendarChoiceRow.person_id == bindparam("invited"), CalendarChoiceRow.way == CalendarWay.FEED
)
_MAIL = mail_insert(or_(_IS_MUTED, _ONLY_SUBSCRIBES))
_SITE = insert_once(
    Base.metadata.tables[Notification.__tablename__],
    ("person_id", "kind", "key", "template", "payload", "told_at"),
    unless=_IS_MUTED,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell somebody once: the same `key` is never told twice.

    `template` names `templates/mail/<template>.txt`; `values` are plain JSON values for it, no secrets. With
    an `invitation` the mail may bring it along. `ways` are those in which it is told at all.
    """

    person: PersonCard
    template: str
    values: dict[str, Any]
    key: str
    invitation: AskedInvitation | None = None
    ways: frozenset[Channel] = frozenset(Channel)


def tell(person: PersonCard, *, template: str, values: dict[str, Any], now: datetime, key: str) -> None:
    """Tell somebody something once, by mail and on the site."""
    tell_all([Telling(person, template, values, key)], now)


def tell_all(tellings: Sequence[Telling], now: datetime) -> None:
    """Tell many people something, in one statement a way."""
    mails = [each for each in tellings if Channel.MAIL in each.ways]
    if mails:
        enqueue_mails([_mail(each) for each in mails], _MAIL, now)
    rows = [_notification(each, now) for each in tellings if Channel.SITE in each.ways]
    if rows:
        db.session.execute(_SITE[db.engine.dialect.name], rows)


def _mail(telling: Telling) -> QueuedMail:
    person, invitation, kind = telling.person, telling.invitation, kind_of(telling.template)
    stop = None if (kind, Channel.MAIL) in FIXED else stop_token(person.id, kind)
    more = ({"stop": stop} if stop else {}) | ({"invitation": invitation.to_data()} if invitation else {})
    insistence = invitation.insistence if invitation else Insistence.WITH_NOTICE
    asked = _whether(person.id, kind, Channel.MAIL)
    if insistence is Insistence.ALWAYS:
        asked["whose"] = 0
    asked["invited"] = person.id if insistence is Insistence.WANTED else 0
    return QueuedMail(
        person.email, person.locale, telling.template, telling.values | more, telling.key, asked
    )


def _notification(telling: Telling, now: datetime) -> dict[str, Any]:
    person_id, kind = telling.person.id, kind_of(telling.template)
    row = {"person_id": person_id, "kind": kind, "key": telling.key, "template": telling.template,
           "payload": telling.values, "told_at": now}  # fmt: skip
    return as_new(row) | _whether(person_id, kind, Channel.SITE)


def _whether(person_id: int, kind: NoticeKind, channel: Channel) -> dict[str, Any]:
    """Return what `_IS_MUTED` asks; what may not be turned off is no row that somebody has."""
    return {"whose": 0 if (kind, channel) in FIXED else person_id, "about": kind, "way": channel}


def muted(person_id: int, kind: NoticeKind) -> set[Channel]:
    """Return the ways in which a person does not want to be told of a kind."""
    found = select(MutedNotice.channel).where(MutedNotice.person_id == person_id, MutedNotice.kind == kind)
    return {Channel(channel) for channel in db.session.scalars(found)} - fixed(kind)


def fixed(kind: NoticeKind) -> set[Channel]:
    """Return the ways that can not be turned off for a kind."""
    return {channel for each, channel in FIXED if each is kind}


def choose(person_id: int, wanted: Collection[tuple[NoticeKind, Channel]]) -> None:
    """Keep which kinds somebody wants to be told of in which ways; everything else is turned off."""
    off = [
        {"person_id": person_id, "kind": kind, "channel": channel}
        for kind in NoticeKind
        for channel in Channel
        if (kind, channel) not in wanted and (kind, channel) not in FIXED
    ]
    db.session.execute(delete(MutedNotice).where(MutedNotice.person_id == person_id))
    if off:
        db.session.execute(insert(MutedNotice), off)


def kind_of_stop(token: str) -> NoticeKind | None:
    """Return which mails a token can stop; None for one that is not ours."""
    found = _whose(token)
    return found[1] if found else None


def stop_mails(token: str) -> None:
    """Turn off the mails a token is for."""
    found = _whose(token)
    if found is None:
        return
    person_id, kind = found
    if Channel.MAIL not in muted(person_id, kind) | fixed(kind):
        off = {"person_id": person_id, "kind": kind, "channel": Channel.MAIL}
        db.session.execute(insert(MutedNotice).values(off))


def _whose(token: str) -> tuple[int, NoticeKind] | None:
    try:
        person_id, word = _tokens().loads(token)
    except BadData:
        return None
    return person_id, NoticeKind(word)


def stop_token(person_id: int, kind: NoticeKind) -> str:
    """Return what proves that its holder may stop a person's mails of a kind, and nothing more."""
    text: str | bytes = _tokens().dumps([person_id, str(kind)])
    return text if isinstance(text, str) else text.decode()


def read_one(person_id: int, notification_id: int, now: datetime) -> None:
    """Mark one thing as read."""
    _mark(Notification.person_id == person_id, Notification.id == notification_id, now=now)


def read_all(person_id: int, now: datetime) -> None:
    """Mark everything as read."""
    _mark(Notification.person_id == person_id, now=now)


def read_before(moment: datetime) -> None:
    """Count as read what everybody was told before a moment: for data that tells of the past (the demo)."""
    _mark(Notification.told_at < moment, now=moment)


def old_notifications(now: datetime, limit: int) -> Sequence[int]:
    """Return what was told so long ago that nobody looks for it."""
    old = select(Notification.id).where(Notification.told_at < now - KEPT).order_by(Notification.id)
    return db.session.scalars(old.limit(limit)).all()


def forget_notification(notification_id: int) -> None:
    """Delete one."""
    db.session.execute(delete(Notification).where(Notification.id == notification_id))


def _mark(*which: Any, now: datetime) -> None:
    db.session.execute(update(Notification).where(*which, Notification.read_at.is_(None)).values(read_at=now))


def _tokens() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-mails")
