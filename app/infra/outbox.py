"""Mail waits in a table, written in the transaction that caused it; the scheduler sends it.

So no mail is sent for what was rolled back, none is lost in a crash, and no request waits for a mail server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime, db, transaction
from app.infra.db.once import as_new, insert_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Insert

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 10
UNSENT = ("waiting", "failed")
FIRST_WAIT = timedelta(minutes=1)


class OutboxMessage(Base):
    """One mail to be sent once."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_due", "state", "deliver_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(16))
    template: Mapped[str] = mapped_column(String(64))
    payload: Mapped[Any] = mapped_column(JSONText)
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deliver_after: Mapped[datetime] = mapped_column(UTCDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(Text)


_COLUMNS = (
    "key", "recipient", "locale", "template", "payload", "state", "created_at", "deliver_after", "attempts",
)  # fmt: skip


def mail_insert(unless: ColumnElement[bool] | None = None) -> Mapping[str, Insert]:
    """Return the statement that queues a mail, unless a condition holds; made once, it is cheap to run."""
    return insert_once(Base.metadata.tables[OutboxMessage.__tablename__], _COLUMNS, unless=unless)


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail to be queued: `values` are plain JSON values, `asked` what the statement's condition asks."""

    to: str
    locale: str
    template: str
    values: dict[str, Any]
    key: str
    asked: Mapping[str, Any]


_ALWAYS = mail_insert()


def enqueue_mail(
    *,
    to: str,
    locale: str,
    template: str,
    values: dict[str, Any],
    now: datetime,
    key: str,
) -> None:
    """Queue a mail in the caller's transaction. The same `key` is never queued twice.

    `template` names `templates/mail/<template>.txt`; `values` are plain JSON values for it.
    """
    enqueue_mails([QueuedMail(to, locale, template, values, key, {})], _ALWAYS, now)


def enqueue_mails(mails: Sequence[QueuedMail], inserting: Mapping[str, Insert], now: datetime) -> None:
    """Queue mails by one statement of `mail_insert`, each only where its condition allows."""
    rows = [
        as_new(
            {"key": each.key, "recipient": each.to, "locale": each.locale, "template": each.template,
             "payload": each.values, "state": "waiting", "created_at": now, "deliver_after": now,
             "attempts": 0}
        ) | dict(each.asked)
        for each in mails
    ]  # fmt: skip
    db.session.execute(inserting[db.engine.dialect.name], rows if len(rows) > 1 else rows[0])


def withhold_waiting() -> None:
    """Never send what waits now: for data that tells of the past (the demo). Its keys stay known."""
    db.session.execute(update(OutboxMessage).where(OutboxMessage.state == "waiting").values(state="withheld"))


def keep_nothing(*which: ColumnElement[bool]) -> None:
    """Forget what some mails say; those that are not sent yet never are."""
    unsent = update(OutboxMessage).where(*which, OutboxMessage.state.in_(UNSENT))
    db.session.execute(unsent.values(state="given_up"))
    db.session.execute(update(OutboxMessage).where(*which).values(payload={}, last_error=None))


def due_mail(now: datetime, limit: int) -> Sequence[int]:
    """Return the messages to send; one whose sender died is due again when its lease ends."""
    return db.session.scalars(
        select(OutboxMessage.id)
        .where(OutboxMessage.state == "waiting", OutboxMessage.deliver_after <= now)
        .order_by(OutboxMessage.deliver_after)
        .limit(limit)
    ).all()


def deliver(key: int, now: datetime, send: Callable[[OutboxMessage], None]) -> None:
    """Send one message outside any transaction: lease it, send, mark it.

    A failed attempt waits twice as long each time; after MOST_ATTEMPTS it is given up and shown as failed.
    """
    leased = transaction(lambda: _lease(key, now))
    if leased is None:
        return
    try:
        send(leased)
    except Exception as error:
        reason = str(error)
        transaction(lambda: _postpone(leased, now, reason))
        raise
    # What was in the mail may be a secret, such as a link to a new password: it is not kept.
    sent = update(OutboxMessage).where(OutboxMessage.id == leased.id)
    values = {"state": "delivered", "delivered_at": now, "payload": {}}
    transaction(lambda: db.session.execute(sent.values(values)))


def _lease(key: int, now: datetime) -> OutboxMessage | None:
    row = db.session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.id == key, OutboxMessage.state == "waiting", OutboxMessage.deliver_after <= now)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.deliver_after = now + LEASE
    row.attempts += 1
    db.session.flush()
    db.session.expunge(row)
    return row


def _postpone(message: OutboxMessage, now: datetime, error: str) -> None:
    state = "failed" if message.attempts >= MOST_ATTEMPTS else "waiting"
    wait = FIRST_WAIT * 2 ** (message.attempts - 1)
    # Given up while it was being sent, or its reader removed: then it stays so.
    still = update(OutboxMessage).where(OutboxMessage.id == message.id, OutboxMessage.state == "waiting")
    db.session.execute(still.values(state=state, deliver_after=now + wait, last_error=error[:500]))


def count_failed_mails() -> int:
    """Return how many mails were given up after the last attempt."""
    failed = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == "failed")
    return db.session.scalar(failed) or 0
