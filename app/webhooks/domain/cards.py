"""Webhooks and deliveries as other modules read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.webhooks.domain.states import DeliveryState, HookState, WhyPaused
from app.webhooks.domain.topics import Topic


@dataclass(frozen=True, slots=True)
class HookCard:
    """A webhook without its secrets. What happened before `since_at` is not told.

    `failing_since` is the first failure since the last success; `misses` counts how often in a row nobody
    answered at all, and until `rests_until` nothing is sent.
    """

    id: int
    ref: str
    state: HookState
    organisation_id: int
    maker_id: int
    url: str
    topics: frozenset[Topic]
    created_at: datetime
    since_at: datetime
    looked_at: datetime
    rotated_at: datetime | None
    failing_since: datetime | None
    misses: int
    rests_until: datetime | None
    why_paused: WhyPaused | None


@dataclass(frozen=True, slots=True)
class NewHook:
    """A webhook with its secret: the one time that is seen."""

    card: HookCard
    secret: str


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A message to a webhook and how it fared. `status` and `took_ms` are of the last try.

    `problem` is the code of why nothing came back.
    """

    id: int
    message_id: str
    type: str
    body: str
    state: DeliveryState
    happened_at: datetime
    created_at: datetime
    tries_since: datetime
    attempts: int
    next_at: datetime | None
    last_tried_at: datetime | None
    status: int | None
    took_ms: int | None
    problem: str | None
