"""Making deliveries of what happened: of each event one a webhook, whoever looks for it how often."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import insert, update
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.queries import get_organisation
from app.booking.queries.orders import orders_named
from app.booking.queries.told import bookings_named
from app.infra.db import db
from app.kernel.errors import Conflict, TooManyRequests
from app.kernel.text import N_
from app.voucher.queries.told import claims_named, holds_named, vouchers_named
from app.webhooks.domain.signing import new_message_id
from app.webhooks.domain.states import DeliveryState, HookState
from app.webhooks.domain.topics import TEST_TYPE, type_of
from app.webhooks.models import Webhook, WebhookDelivery
from app.webhooks.queries.deliveries import count_tests, get_delivery
from app.webhooks.queries.events import untold_events
from app.webhooks.queries.hooks import get_hook, lock_hook
from app.webhooks.schemas import BookingTold, ClaimTold, Message, OrderTold, TestTold, VoucherTold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.infra.config import Settings
    from app.infra.events import EventRow
    from app.webhooks.domain.cards import DeliveryCard, HookCard

AT_ONCE = 200
HOUR = timedelta(hours=1)
MOST_TESTS = 20
#: In whose place a webhook reads: whoever manages the organisation sees what is the organisation's.
_READS_AS: Mapping[OrganisationKind, Role] = {
    OrganisationKind.ENTERPRISE: Role.ENTERPRISE_MANAGER,
    OrganisationKind.PROVIDER: Role.PROVIDER_MANAGER,
    OrganisationKind.AUTHORITY: Role.OFFICER,
}


def collect(hook_id: int, now: datetime) -> None:
    """Make the deliveries of what a webhook is not told yet; if there is much, of a part of it."""
    hook = lock_hook(hook_id)
    if hook.state is not HookState.ACTIVE:
        return
    events = untold_events(hook, _reader(hook), now, AT_ONCE)
    rows = [
        _row(hook, message, now) | {"event_id": event.id, "happened_at": event.at}
        for event, message in _messages(events)
    ]
    if rows:
        dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        new = dialect.insert(WebhookDelivery)
        db.session.execute(new.on_conflict_do_nothing(index_elements=["webhook_id", "event_id"]), rows)
    if len(events) < AT_ONCE:
        db.session.execute(update(Webhook).where(Webhook.id == hook.id).values(looked_at=now))


def send_test(ref: str, *, by: Actor, now: datetime) -> DeliveryCard:
    """Make a delivery of nothing, which the scheduler sends at once.

    Raises NotFound, Conflict, TooManyRequests: nobody may let the pool call an address without end.
    """
    hook = get_hook(ref, by)
    if count_tests(hook.id, now - HOUR) >= MOST_TESTS:
        raise TooManyRequests("too_many_tests", N_("Very many tests were sent within an hour. Wait a while."))
    if hook.state is not HookState.ACTIVE:
        raise Conflict(
            "illegal_transition", N_("This webhook is paused: nothing is sent."), fix=N_("Resume it first.")
        )
    message = Message(type=TEST_TYPE, timestamp=now, data=TestTold(webhook=hook.ref))
    values = _row(hook, message, now) | {"happened_at": now}
    made = insert(WebhookDelivery).values(values).returning(WebhookDelivery.id)
    return get_delivery(hook.id, db.session.execute(made).scalar_one())


def _reader(hook: HookCard) -> Actor:
    organisation = get_organisation(hook.organisation_id)
    roles = frozenset({_READS_AS[organisation.kind]})
    return Actor(hook.maker_id, "", "", "", organisation, roles)


def _row(hook: HookCard, message: Message, now: datetime) -> dict[str, object]:
    return {
        "webhook_id": hook.id,
        "message_id": new_message_id(),
        "type": message.type,
        "body": message.model_dump_json(),
        "state": DeliveryState.WAITING,
        "created_at": now,
        "tries_since": now,
        "attempts": 0,
        "next_at": now,
    }


def _messages(events: Sequence[EventRow]) -> Iterator[tuple[EventRow, Message]]:
    """Yield what is said of each event. A query or two for each kind of subject."""
    settings: Settings = current_app.config["SETTINGS"]
    api = f"{settings.base_url}/api/v1"
    refs = {kind: _refs(events, kind) for kind in ("booking", "service_order", "voucher", "hold", "claim")}
    holds = holds_named(refs["hold"])
    bookings, claims = bookings_named(refs["booking"]), claims_named(refs["claim"])
    orders = orders_named(refs["service_order"])
    vouchers = vouchers_named(refs["voucher"] | {hold.voucher_number for hold in holds.values()})
    for event in events:
        data: BookingTold | OrderTold | VoucherTold | ClaimTold
        if event.subject_kind == "booking":
            data = BookingTold.of(event, bookings[event.subject_ref], api)
        elif event.subject_kind == "service_order":
            data = OrderTold.of(event, orders[event.subject_ref], api)
        elif event.subject_kind == "claim":
            data = ClaimTold.of(event, claims[event.subject_ref], api)
        else:
            hold = holds[event.subject_ref] if event.subject_kind == "hold" else None
            number = hold.voucher_number if hold else event.subject_ref
            data = VoucherTold.of(event, vouchers[number], hold, api)
        kind = type_of(event.subject_kind, event.action, event.from_state, event.to_state)
        yield event, Message(type=kind, timestamp=event.at, data=data)


def _refs(events: Sequence[EventRow], kind: str) -> set[str]:
    return {event.subject_ref for event in events if event.subject_kind == kind}
