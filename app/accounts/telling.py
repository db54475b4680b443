"""Telling people by mail and on the site, as each of them chose, in the caller's transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import bindparam, delete, exists, insert, select, update

from app.accounts.domain.notices import FIXED, Channel, NoticeKind, kind_of
from app.accounts.models import MutedNotice, Notification
from app.infra.db import Base, db
from app.infra.db.once import as_new, insert_once
from app.infra.outbox import Asked, enqueue_mail, mail_insert

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
_MAIL = mail_insert(_IS_MUTED)
_SITE = insert_once(
    Base.metadata.tables[Notification.__tablename__],
    ("person_id", "kind", "key", "template", "payload", "told_at"),
    unless=_IS_MUTED,
)


def tell(person: PersonCard, *, template: str, values: dict[str, Any], now: datetime, key: str) -> None:
    """Tell somebody something once: the same `key` is never told twice.

    `template` names `templates/mail/<template>.txt`; `values` are plain JSON values for it, no secrets.
    """
    kind = kind_of(template)
    stop = None if (kind, Channel.MAIL) in FIXED else stop_token(person.id, kind)
    enqueue_mail(
        to=person.email,
        locale=person.locale,
        template=template,
        values=values | ({"stop": stop} if stop else {}),
        now=now,
        key=key,
        asked=Asked(_MAIL, _whether(person.id, kind, Channel.MAIL)),
    )
    row = {"person_id": person.id, "kind": kind, "key": key, "template": template, "payload": values,
           "told_at": now}  # fmt: skip
    asked = _whether(person.id, kind, Channel.SITE)
    db.session.execute(_SITE[db.engine.dialect.name], as_new(row) | asked)


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
