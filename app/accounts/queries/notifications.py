"""Reading what people were told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.accounts.domain.notices import Channel, NoticeKind
from app.accounts.models import MutedNotice, Notification
from app.infra.db import db
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class NotificationCard:
    """One thing somebody was told."""

    id: int
    kind: NoticeKind
    template: str
    values: dict[str, Any]
    told_at: datetime
    is_read: bool


NOTIFICATION_SORTS: Sorts[NotificationCard] = Sorts(
    keys={"newest": Key(Notification.id, int, lambda card: card.id)},
    identity=Key(Notification.id, int, lambda card: card.id),
    default="-newest",
)


def notifications(person_id: int, *, place: Place = NEWEST, limit: int) -> list[NotificationCard]:
    """Return what a person was told, the newest first."""
    query = NOTIFICATION_SORTS.apply(select(Notification).where(Notification.person_id == person_id), place)
    return [_card(row) for row in db.session.scalars(query.limit(limit))]


def unread(person_id: int, *, limit: int) -> list[NotificationCard]:
    """Return the newest of what a person has not read yet."""
    query = select(Notification).where(Notification.person_id == person_id, Notification.read_at.is_(None))
    return [_card(row) for row in db.session.scalars(query.order_by(Notification.id.desc()).limit(limit))]


def get_notification(person_id: int, notification_id: int) -> NotificationCard:
    """Return one thing a person was told. Raises NotFound, also for somebody else's."""
    query = select(Notification).where(
        Notification.person_id == person_id, Notification.id == notification_id
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("not_found", N_("There is no such notification."))
    return _card(row)


def turned_off(person_id: int) -> set[tuple[NoticeKind, Channel]]:
    """Return what a person does not want to be told, and how."""
    found = select(MutedNotice.kind, MutedNotice.channel).where(MutedNotice.person_id == person_id)
    return {(NoticeKind(row.kind), Channel(row.channel)) for row in db.session.execute(found)}


def _card(row: Notification) -> NotificationCard:
    kind = NoticeKind(row.kind)
    return NotificationCard(row.id, kind, row.template, row.payload, row.told_at, row.read_at is not None)
