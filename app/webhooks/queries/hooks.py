"""Webhooks, one or an organisation's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.webhooks.domain.cards import HookCard
from app.webhooks.domain.signing import OLD_SECRET_SIGNS
from app.webhooks.domain.states import HookState, WhyPaused
from app.webhooks.domain.topics import topics_of
from app.webhooks.models import Webhook

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a message goes, and the secrets it is signed with."""

    hook: HookCard
    secrets: tuple[str, ...]


def hooks_of(organisation_id: int) -> list[HookCard]:
    """Return an organisation's webhooks, the newest first; there are few. One query."""
    standing = (Webhook.organisation_id == organisation_id, Webhook.state != HookState.REMOVED)
    rows = db.session.scalars(select(Webhook).where(*standing).order_by(Webhook.id.desc()))
    return [_card(row) for row in rows]


def count_hooks(organisation_id: int) -> int:
    """Return how many webhooks an organisation has."""
    standing = (Webhook.organisation_id == organisation_id, Webhook.state != HookState.REMOVED)
    return db.session.scalar(select(func.count()).select_from(Webhook).where(*standing)) or 0


def get_hook(ref: str, actor: Actor) -> HookCard:
    """Return a webhook of the actor's organisation. Raises NotFound, also for a removed one."""
    query = select(Webhook).where(
        Webhook.ref == ref,
        Webhook.organisation_id == actor.organisation_id,
        Webhook.state != HookState.REMOVED,
    )
    row = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound("not_found", N_("Your organisation has no such webhook."))
    return _card(row)


def secret_of(ref: str, actor: Actor, *, given_at: datetime | None) -> str | None:
    """Return a webhook's secret if it is still the one of that rotation, or with None the first.

    Whoever sends a form twice sees the second answer alone, and it has to say what the first said.
    """
    query = select(Webhook.secret).where(
        Webhook.ref == ref,
        Webhook.organisation_id == actor.organisation_id,
        Webhook.rotated_at == given_at,
    )
    return db.session.scalar(query)


def lock_hook(hook_id: int) -> HookCard:
    """Return a webhook that is known to be there, its row locked up to the end of the transaction."""
    query = select(Webhook).where(Webhook.id == hook_id).with_for_update()
    return _card(db.session.scalars(query.execution_options(populate_existing=True)).one())


def addressee(hook_id: int, at: datetime) -> Addressee:
    """Return where a message to a webhook goes, and by which secrets it is signed at that moment."""
    query = select(Webhook).where(Webhook.id == hook_id).execution_options(populate_existing=True)
    row = db.session.scalars(query).one()
    still = row.rotated_at is not None and at < row.rotated_at + OLD_SECRET_SIGNS
    secrets = (row.secret, row.old_secret if still else None)
    return Addressee(_card(row), tuple(secret for secret in secrets if secret))


def _card(row: Webhook) -> HookCard:
    return HookCard(
        id=row.id,
        ref=row.ref,
        state=HookState(row.state),
        organisation_id=row.organisation_id,
        maker_id=row.maker_id,
        url=row.url,
        topics=topics_of(row.topics),
        created_at=row.created_at,
        since_at=row.since_at,
        looked_at=row.looked_at,
        rotated_at=row.rotated_at,
        failing_since=row.failing_since,
        misses=row.misses,
        rests_until=row.rests_until,
        why_paused=WhyPaused(row.why_paused) if row.why_paused else None,
    )
