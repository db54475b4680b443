"""Deliveries: a webhook's log, and what is due."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, true

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.webhooks.domain.cards import DeliveryCard
from app.webhooks.domain.states import DeliveryState, HookState
from app.webhooks.models import Webhook, WebhookDelivery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KEPT = timedelta(days=30)


def deliveries(hook_id: int, *, before_id: int | None, limit: int) -> list[DeliveryCard]:
    """Return a webhook's deliveries, newest first. One query."""
    earlier = true() if before_id is None else WebhookDelivery.id < before_id
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == hook_id, earlier)
    rows = db.session.scalars(query.order_by(WebhookDelivery.id.desc()).limit(limit))
    return [_card(row) for row in rows]


def get_delivery(hook_id: int, delivery_id: int) -> DeliveryCard:
    """Return a delivery of a webhook. Raises NotFound."""
    query = select(WebhookDelivery).where(
        WebhookDelivery.id == delivery_id, WebhookDelivery.webhook_id == hook_id
    )
    row = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound("not_found", N_("There is no such delivery."))
    return _card(row)


def count_waiting(hook_ids: Sequence[int]) -> Counter[int]:
    """Return how many deliveries wait for each webhook; one query."""
    rows = db.session.execute(
        select(WebhookDelivery.webhook_id, func.count().label("count"))
        .where(WebhookDelivery.webhook_id.in_(hook_ids), WebhookDelivery.state == DeliveryState.WAITING)
        .group_by(WebhookDelivery.webhook_id)
    )
    return Counter({row.webhook_id: row.count for row in rows})


def count_tests(hook_id: int, since: datetime) -> int:
    """Return how many tests of a webhook were asked for since then."""
    asked = select(func.count()).select_from(WebhookDelivery)
    of_hook = (WebhookDelivery.webhook_id == hook_id, WebhookDelivery.event_id.is_(None))
    return db.session.scalar(asked.where(*of_hook, WebhookDelivery.created_at > since)) or 0


def due_deliveries(now: datetime, limit: int) -> Sequence[int]:
    """Return the deliveries to send now, of webhooks that neither pause nor rest."""
    rested = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
    query = (
        select(WebhookDelivery.id)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(WebhookDelivery.next_at <= now, Webhook.state == HookState.ACTIVE, rested)
        .order_by(WebhookDelivery.next_at, WebhookDelivery.id)
    )
    return db.session.scalars(query.limit(limit)).all()


def old_deliveries(now: datetime, limit: int) -> Sequence[int]:
    """Return the deliveries that are no longer shown."""
    old = select(WebhookDelivery.id).where(WebhookDelivery.created_at < now - KEPT)
    return db.session.scalars(old.order_by(WebhookDelivery.created_at).limit(limit)).all()


def _card(row: WebhookDelivery) -> DeliveryCard:
    return DeliveryCard(
        id=row.id,
        message_id=row.message_id,
        type=row.type,
        body=row.body,
        state=DeliveryState(row.state),
        happened_at=row.happened_at,
        created_at=row.created_at,
        tries_since=row.tries_since,
        attempts=row.attempts,
        next_at=row.next_at,
        last_tried_at=row.last_tried_at,
        status=row.status,
        took_ms=row.took_ms,
        problem=row.problem,
    )
