"""Webhooks over the JSON API."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import Answer, ApiBlueprint, Body, Instant, NoBody, PageQuery, reads, writes
from app.infra.api.paging import before_id, page
from app.webhooks import changing, collecting, registering, sending
from app.webhooks.domain.cards import DeliveryCard, HookCard, NewHook
from app.webhooks.domain.states import DeliveryState, HookState, WhyPaused
from app.webhooks.domain.topics import Topic
from app.webhooks.forms import LONGEST_URL
from app.webhooks.queries import deliveries as delivery_queries
from app.webhooks.queries.hooks import get_hook, hooks_of

api = ApiBlueprint("webhooks_api", __name__)


class HookBody(Body):
    """Where to, and about what."""

    url: Annotated[str, Field(max_length=LONGEST_URL)]
    topics: Annotated[list[Topic], Field(max_length=len(Topic))]


class HookChange(Body):
    """What is to change; what is left out stays as it is, and the secret stays in any case."""

    url: Annotated[str, Field(max_length=LONGEST_URL)] | None = None
    topics: Annotated[list[Topic], Field(max_length=len(Topic))] | None = None


class HookAnswer(Answer):
    """A webhook; `secret` is set where it was made just now, and never shown again."""

    ref: str
    state: HookState
    url: str
    topics: list[Topic]
    created_at: Instant
    why_paused: WhyPaused | None
    secret: str | None

    @classmethod
    def of(cls, hook: HookCard, secret: str | None = None) -> HookAnswer:
        """Return a webhook as it is answered."""
        return cls(
            ref=hook.ref,
            state=hook.state,
            url=hook.url,
            topics=[topic for topic in Topic if topic in hook.topics],
            created_at=hook.created_at,
            why_paused=hook.why_paused,
            secret=secret,
        )


class HookList(Answer):
    """Your organisation's webhooks."""

    items: list[HookAnswer]


class DeliveryAnswer(Answer):
    """A delivery and how its last try fared; `problem` is set where no answer came that counts."""

    id: int
    message_id: str
    type: str
    state: DeliveryState
    happened_at: Instant
    attempts: int
    next_at: Instant | None
    status: int | None
    took_ms: int | None
    problem: str | None
    body: str

    @classmethod
    def of(cls, delivery: DeliveryCard) -> DeliveryAnswer:
        """Return a delivery as it is answered."""
        return cls.model_validate(delivery, from_attributes=True)


class DeliveryList(Answer):
    """A page of deliveries, newest first."""

    items: list[DeliveryAnswer]
    next: str | None


@api.get("/webhooks")
@requires(Permission.KEEP_WEBHOOKS)
@reads(answer=HookList)
def list_webhooks() -> HookList:
    """Your organisation's webhooks, newest first, never with their secrets."""
    return HookList(items=[HookAnswer.of(hook) for hook in hooks_of(current_actor().organisation_id or 0)])


@api.post("/webhooks")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=HookBody, answer=HookAnswer, status=201)
def make_webhook(body: HookBody) -> HookAnswer:
    """Register an https address; the secret that signs what is sent is shown this once."""
    made = registering.register(url=body.url, topics=set(body.topics), by=current_actor(), now=clock.now())
    return _with_secret(made)


@api.get("/webhooks/<ref>")
@requires(Permission.KEEP_WEBHOOKS)
@reads(answer=HookAnswer)
def show_webhook(ref: str) -> HookAnswer:
    """One webhook."""
    return HookAnswer.of(get_hook(ref, current_actor()))


@api.patch("/webhooks/<ref>")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=HookChange, answer=HookAnswer)
def change_webhook(body: HookChange, ref: str) -> HookAnswer:
    """Change the address, also for what still waits, or what it is told from now on; the secret stays."""
    actor, hook = current_actor(), get_hook(ref, current_actor())
    url = hook.url if body.url is None else body.url
    topics = hook.topics if body.topics is None else set(body.topics)
    return HookAnswer.of(changing.change_hook(ref, url=url, topics=topics, by=actor, now=clock.now()))


@api.delete("/webhooks/<ref>")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, status=204)
def remove_webhook(_body: NoBody, ref: str) -> None:
    """Remove a webhook for good."""
    registering.remove(ref, by=current_actor(), now=clock.now())


@api.post("/webhooks/<ref>/rotate-secret")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, answer=HookAnswer)
def rotate_webhook_secret(_body: NoBody, ref: str) -> HookAnswer:
    """Change the secret; for a day messages are signed with both."""
    return _with_secret(registering.rotate_secret(ref, by=current_actor(), now=clock.now()))


@api.post("/webhooks/<ref>/pause")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, answer=HookAnswer)
def pause_webhook(_body: NoBody, ref: str) -> HookAnswer:
    """Send nothing until it is resumed; what happens meanwhile is never sent."""
    return HookAnswer.of(registering.pause(ref, by=current_actor(), now=clock.now()))


@api.post("/webhooks/<ref>/resume")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, answer=HookAnswer)
def resume_webhook(_body: NoBody, ref: str) -> HookAnswer:
    """Send again what happens from now on, and what still waits."""
    return HookAnswer.of(registering.resume(ref, by=current_actor(), now=clock.now()))


@api.post("/webhooks/<ref>/test")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, answer=DeliveryAnswer, status=201)
def send_test_message(_body: NoBody, ref: str) -> DeliveryAnswer:
    """Send a message about nothing (`webhook.test`), within seconds."""
    return DeliveryAnswer.of(collecting.send_test(ref, by=current_actor(), now=clock.now()))


@api.get("/webhooks/<ref>/deliveries")
@requires(Permission.KEEP_WEBHOOKS)
@reads(query=PageQuery, answer=DeliveryList)
def list_deliveries(query: PageQuery, ref: str) -> DeliveryList:
    """What was sent in the last 30 days, newest first."""
    hook = get_hook(ref, current_actor())
    found = delivery_queries.deliveries(hook.id, before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda delivery: delivery.id)
    return DeliveryList(items=[DeliveryAnswer.of(each) for each in shown], next=following)


@api.post("/webhooks/<ref>/deliveries/<int:delivery_id>/replay")
@requires(Permission.KEEP_WEBHOOKS)
@writes(body=NoBody, answer=DeliveryAnswer)
def replay_delivery(_body: NoBody, ref: str, delivery_id: int) -> DeliveryAnswer:
    """Send a delivery again, with the same `webhook-id`."""
    return DeliveryAnswer.of(sending.replay(ref, delivery_id, by=current_actor(), now=clock.now()))


def _with_secret(made: NewHook) -> HookAnswer:
    return HookAnswer.of(made.card, made.secret)
