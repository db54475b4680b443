"""The ground's own jobs: do what the operator asked for, send the mail that waits, forget old keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from flask import current_app
from sqlalchemy import delete, select

from app.infra import outbox
from app.infra.api.idempotency import IdempotencyKey
from app.infra.db import db
from app.infra.mail import send
from app.infra.scheduler import Job, OutsideJob, RemoteJob
from app.infra.scheduler.asking import do_request, requests_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.infra.config import Settings
    from app.infra.outbox import OutboxMessage

# Long enough for any client's retries (the IETF draft leaves it to the server; a day is usual).
KEEP_KEYS = timedelta(days=3)


def _send_one(key: int, now: datetime) -> None:
    settings = cast("Settings", current_app.config["SETTINGS"])

    def by_mail(message: OutboxMessage) -> None:
        send(message, settings)

    outbox.deliver(key, now, by_mail)


def _old_keys(now: datetime, limit: int) -> Sequence[int]:
    old = select(IdempotencyKey.id).where(IdempotencyKey.created_at < now - KEEP_KEYS)
    return db.session.scalars(old.order_by(IdempotencyKey.created_at).limit(limit)).all()


def _forget(key: int, _now: datetime) -> None:
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.id == key))


JOBS = (
    OutsideJob("run_on_request", timedelta(seconds=10), requests_due, do_request),
    RemoteJob("deliver_mail", timedelta(seconds=30), outbox.due_mail, _send_one),
    Job("forget_idempotency_keys", timedelta(hours=6), _old_keys, _forget),
)
