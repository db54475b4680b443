"""The jobs of webhooks: find what happened, send it, forget what is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from app.infra import clock
from app.infra.db import db
from app.infra.scheduler import Job, RemoteJob
from app.webhooks.collecting import collect
from app.webhooks.models import WebhookDelivery
from app.webhooks.queries.deliveries import due_deliveries, old_deliveries
from app.webhooks.queries.events import hooks_to_look_for
from app.webhooks.sending import deliver


def _deliver(key: int, now: datetime) -> None:
    deliver(key, now, clock.now())


def _forget(key: int, _now: datetime) -> None:
    db.session.execute(delete(WebhookDelivery).where(WebhookDelivery.id == key))


JOBS = (
    Job("collect_for_webhooks", timedelta(seconds=10), hooks_to_look_for, collect),
    RemoteJob("send_to_webhooks", timedelta(seconds=10), due_deliveries, _deliver),
    Job("forget_deliveries", timedelta(hours=6), old_deliveries, _forget),
)
