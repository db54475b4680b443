"""What time alone brings in accounts: forgetting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts import attempts, invitations, resets, signups, telling, tokens
from app.infra.scheduler import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def _at_any_time(forget: Callable[[int], None]) -> Callable[[int, datetime], None]:
    """Return what a job does with an item that was due once, whenever it comes to it."""
    return lambda key, _now: forget(key)


def _forget_attempt(attempt_id: int, now: datetime) -> None:
    attempts.delete_attempt(attempt_id, now=now)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JOBS: tuple[Job[int], ...] = (
    Job("forget_password_resets", HOUR, resets.lapsed_resets, _at_any_time(resets.forget_reset)),
    Job("forget_sign_ups", HOUR, signups.lapsed_sign_ups, _at_any_time(signups.forget_sign_up)),
    Job("forget_invitations", DAY, invitations.old_invitations, _at_any_time(invitations.forget_invitation)),
    Job("forget_ended_tokens", DAY, tokens.ended_tokens, _at_any_time(tokens.forget_token)),
    Job("forget_sign_in_attempts", HOUR, attempts.forgotten_attempts, _forget_attempt),
    Job("forget_notifications", DAY, telling.old_notifications, _at_any_time(telling.forget_notification)),
)
