"""Sending a delivery: leased, posted outside any transaction, and noted how it fared."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.infra.outbound import Answer, Unreached, post
from app.kernel.errors import Conflict, TooManyRequests
from app.kernel.text import N_
from app.webhooks.domain import trying
from app.webhooks.domain.signing import signature
from app.webhooks.domain.states import DeliveryState, HookAction, HookState, WhyPaused
from app.webhooks.models import Webhook, WebhookDelivery
from app.webhooks.notices import tell_of_pause
from app.webhooks.queries.deliveries import get_delivery
from app.webhooks.queries.events import replays
from app.webhooks.queries.hooks import addressee, get_hook, lock_hook
from app.webhooks.registering import move, note_replay, rules

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.webhooks.domain.cards import DeliveryCard, HookCard
    from app.webhooks.queries.hooks import Addressee

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: So often is one message sent again by hand within an hour.
MOST_REPLAYS = 10
OK, REDIRECT, GONE = 200, 300, 410
THROTTLED = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try: an answer, or the code of why there is none."""

    answer: Answer | None
    problem: str | None
    took: timedelta

    @property
    def is_accepted(self) -> bool:
        """Tell whether the receiver took it."""
        return self.answer is not None and OK <= self.answer.status < REDIRECT

    @property
    def status(self) -> int | None:
        """Return the status of the answer, if there is one."""
        return self.answer.status if self.answer else None

    @property
    def asked_wait(self) -> timedelta | None:
        """Return how long the receiver asks to wait, if it does."""
        return trying.retry_after(self.answer.headers.get("retry-after")) if self.answer else None


def deliver(delivery_id: int, now: datetime, signed_at: datetime) -> None:
    """Send one delivery, unless somebody else does or nothing is left to do.

    `signed_at` is the moment by the clock that the receiver compares with its own.
    """
    leased = transaction(lambda: _lease(delivery_id, now, signed_at))
    if leased is None:
        return
    delivery, to = leased
    outcome = _attempt(delivery, to, signed_at)
    transaction(lambda: _note(delivery, to.hook.id, outcome, now))


def replay(ref: str, delivery_id: int, *, by: Actor, now: datetime) -> DeliveryCard:
    """Send a delivery again, under the same identifier, as if it were new.

    Raises NotFound, Conflict, TooManyRequests: nobody may let the pool call an address without end.
    """
    hook = lock_hook(get_hook(ref, by).id)
    delivery = get_delivery(hook.id, delivery_id)
    if hook.state is not HookState.ACTIVE:
        raise Conflict(
            "illegal_transition", N_("This webhook is paused: nothing is sent."), fix=N_("Resume it first.")
        )
    _check_replays(hook, delivery, now)
    note_replay(hook, delivery, by, now)
    again = {"state": DeliveryState.WAITING, "attempts": 0, "tries_since": now, "next_at": now}
    db.session.execute(update(WebhookDelivery).where(WebhookDelivery.id == delivery.id).values(again))
    db.session.execute(update(Webhook).where(Webhook.id == hook.id).values(rests_until=None))
    return get_delivery(hook.id, delivery_id)


def _check_replays(hook: HookCard, delivery: DeliveryCard, now: datetime) -> None:
    done = replays(hook.ref, delivery.message_id, now - HOUR)
    if len(done) < MOST_REPLAYS:
        return
    wait = done[-MOST_REPLAYS] + HOUR - now
    raise TooManyRequests(
        "too_many_replays",
        N_("This message was sent again %(most)s times within an hour."),
        field="delivery_id",
        fix=N_("Wait %(minutes)s minutes, or read at the message's address how things stand now."),
        most=MOST_REPLAYS,
        minutes=math.ceil(wait / MINUTE),
        retry_after=math.ceil(wait.total_seconds()),
    )


def _lease(delivery_id: int, now: datetime, signed_at: datetime) -> tuple[DeliveryCard, Addressee] | None:
    """Take a delivery for this process by one compare-and-swap: of two who try, one gets it."""
    rested = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
    ready = select(Webhook.id).where(Webhook.state == HookState.ACTIVE, rested)
    taken = (
        update(WebhookDelivery)
        .where(
            WebhookDelivery.id == delivery_id,
            WebhookDelivery.next_at <= now,
            WebhookDelivery.webhook_id.in_(ready),
        )
        .values(next_at=now + trying.LEASE, attempts=WebhookDelivery.attempts + 1, last_tried_at=now)
        .returning(WebhookDelivery.webhook_id)
        .execution_options(synchronize_session=False)
    )
    hook_id = db.session.execute(taken).scalar_one_or_none()
    if hook_id is None:
        return None
    to = addressee(hook_id, signed_at)
    # Removed this very moment: without a secret nothing is sent that nobody signed.
    return (get_delivery(hook_id, delivery_id), to) if to.secrets else None


def _attempt(delivery: DeliveryCard, to: Addressee, signed_at: datetime) -> Outcome:
    timestamp = int(signed_at.timestamp())
    headers = {
        "content-type": "application/json",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(to.secrets, delivery.message_id, timestamp, delivery.body),
    }
    began, answer, problem = time.monotonic(), None, None
    try:
        answer = post(to.hook.url, delivery.body.encode(), headers, rules())
    except Unreached as refusal:
        problem = refusal.problems[0].code
    return Outcome(answer, problem, timedelta(seconds=time.monotonic() - began))


def _note(delivery: DeliveryCard, hook_id: int, outcome: Outcome, now: datetime) -> None:
    """Note how a try fared, unless somebody asked for another meanwhile."""
    hook = lock_hook(hook_id)
    values: dict[str, object] = {
        "status": outcome.status,
        "took_ms": round(outcome.took.total_seconds() * 1000),
        "problem": outcome.problem,
        **_next(delivery, outcome, now),
    }
    still = (WebhookDelivery.id == delivery.id, WebhookDelivery.next_at == delivery.next_at)
    db.session.execute(
        update(WebhookDelivery).where(*still).values(values).execution_options(synchronize_session=False)
    )
    failing_since = None if outcome.is_accepted else hook.failing_since or now
    misses = 0 if outcome.answer else hook.misses + 1
    standing = {"failing_since": failing_since, "misses": misses, "rests_until": _rest(misses, outcome, now)}
    db.session.execute(update(Webhook).where(Webhook.id == hook.id).values(standing))
    if hook.state is HookState.ACTIVE:
        _pause_if_hopeless(hook, failing_since, outcome, now)


def _next(delivery: DeliveryCard, outcome: Outcome, now: datetime) -> dict[str, object]:
    if outcome.is_accepted:
        return {"state": DeliveryState.DELIVERED, "next_at": None}
    next_at = now + trying.wait_after(delivery.attempts, outcome.asked_wait)
    if outcome.status == GONE or next_at > delivery.tries_since + trying.GIVE_UP_AFTER:
        return {"state": DeliveryState.GIVEN_UP, "next_at": None}
    return {"state": DeliveryState.WAITING, "next_at": next_at}


def _rest(misses: int, outcome: Outcome, now: datetime) -> datetime | None:
    """Return until when the whole webhook rests: nobody answered, or slowly, or it asks to be spared."""
    if misses:
        return now + trying.wait_after(misses)
    if outcome.status in THROTTLED:
        return now + trying.wait_after(1, outcome.asked_wait)
    return now + outcome.took * trying.REST_FOR if outcome.took > trying.SLOW else None


def _pause_if_hopeless(
    hook: HookCard, failing_since: datetime | None, outcome: Outcome, now: datetime
) -> None:
    if outcome.status == GONE:
        why = WhyPaused.GONE
    elif failing_since is not None and now - failing_since >= trying.PAUSE_AFTER:
        why = WhyPaused.FAILING
    else:
        return
    move(hook, HookAction.GIVE_UP, SYSTEM, now, why_paused=why)
    tell_of_pause(hook, why, now)
