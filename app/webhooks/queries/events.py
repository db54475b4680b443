"""Which events a webhook is still to be told of.

Events are found by their moment, not by their number: numbers are given before a transaction ends, so one
that ends late has a number that was passed already. What happened shortly before the last look is looked at
again; the delivery that stands keeps it from being told twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Integer, and_, case, cast, exists, func, or_, select

from app.booking.queries.told import order_refs_seen_by, refs_seen_by
from app.infra.db import db
from app.infra.events.models import Event
from app.infra.events.reading import event_rows
from app.voucher.queries.told import claim_refs_seen_by, hold_ids_seen_by, voucher_numbers_seen_by
from app.webhooks.domain.states import REPLAY, SUBJECT, HookState
from app.webhooks.domain.topics import USAGE_WORDS, Topic
from app.webhooks.models import Webhook, WebhookDelivery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.events import EventRow
    from app.webhooks.domain.cards import HookCard

#: Longer than any transaction lasts, and than clocks of two machines differ.
LOOK_BACK = timedelta(minutes=15)


def hooks_to_look_for(now: datetime, limit: int) -> Sequence[int]:
    """Return the active webhooks that something may have happened for since they were last looked at.

    One looked at later than `now` is looked at as well: the clock was set back.
    """
    newest = db.session.scalar(select(func.max(Event.at)))
    if newest is None:
        return []
    due = (
        Webhook.state == HookState.ACTIVE,
        or_(
            Webhook.looked_at > now,
            and_(Webhook.looked_at < now, Webhook.looked_at <= newest + LOOK_BACK),
        ),
    )
    return db.session.scalars(select(Webhook.id).where(*due).order_by(Webhook.looked_at).limit(limit)).all()


def untold_events(hook: HookCard, reader: Actor, now: datetime, limit: int) -> list[EventRow]:
    """Return events that a webhook asks for, its organisation may see and that are not told, in order."""
    told = exists().where(WebhookDelivery.webhook_id == hook.id, WebhookDelivery.event_id == Event.id)
    since = max(hook.since_at, min(hook.looked_at, now) - LOOK_BACK)
    wanted = or_(*_wanted(hook, reader))
    query = select(Event).where(Event.at >= since, wanted, ~told).order_by(Event.at, Event.id)
    return event_rows(query.limit(limit))


def replays(ref: str, message_id: str, since: datetime) -> list[datetime]:
    """Return when a message of a webhook was sent again by hand since then, the earliest first."""
    done = (Event.subject_kind == SUBJECT, Event.subject_ref == ref, Event.action == REPLAY)
    rows = db.session.execute(select(Event.at, Event.data).where(*done, Event.at > since).order_by(Event.at))
    return [row.at for row in rows if row.data == {"message": message_id}]


def _wanted(hook: HookCard, reader: Actor) -> Iterator[ColumnElement[bool]]:
    kind, ref, usage = Event.subject_kind, Event.subject_ref, Event.action.in_(map(str, USAGE_WORDS))
    if Topic.BOOKING in hook.topics:
        yield and_(kind == "booking", ~usage, ref.in_(refs_seen_by(reader)))
    if Topic.USAGE in hook.topics:
        yield and_(kind == "booking", usage, ref.in_(refs_seen_by(reader)))
    if Topic.ORDER in hook.topics:
        yield and_(kind == "service_order", ref.in_(order_refs_seen_by(reader)))
    if Topic.VOUCHER in hook.topics:
        yield and_(kind == "voucher", ref.in_(voucher_numbers_seen_by(reader)))
        # As a number, which the holds are indexed by; only of a hold, for no other reference is one.
        hold_id = case((kind == "hold", cast(ref, Integer)))
        yield and_(kind == "hold", hold_id.in_(hold_ids_seen_by(reader)))
    if Topic.CLAIM in hook.topics:
        yield and_(kind == "claim", ref.in_(claim_refs_seen_by(reader)))
