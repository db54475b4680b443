"""What time alone brings in accounts: forgetting."""

from datetime import datetime, timedelta

from app.accounts import attempts, resets, signups, telling, tokens
from app.infra.scheduler import Job


def _forget_reset(reset_id: int, _now: datetime) -> None:
    resets.forget_reset(reset_id)


def _forget_sign_up(sign_up_id: int, _now: datetime) -> None:
    signups.forget_sign_up(sign_up_id)


def _forget_token(token_id: int, _now: datetime) -> None:
    tokens.forget_token(token_id)


def _forget_attempt(attempt_id: int, now: datetime) -> None:
    attempts.delete_attempt(attempt_id, now=now)


def _forget_notification(notification_id: int, _now: datetime) -> None:
    telling.forget_notification(notification_id)


JOBS: tuple[Job[int], ...] = (
    Job("forget_password_resets", timedelta(hours=1), resets.lapsed_resets, _forget_reset),
    Job("forget_sign_ups", timedelta(hours=1), signups.lapsed_sign_ups, _forget_sign_up),
    Job("forget_ended_tokens", timedelta(days=1), tokens.ended_tokens, _forget_token),
    Job("forget_sign_in_attempts", timedelta(hours=1), attempts.forgotten_attempts, _forget_attempt),
    Job("forget_notifications", timedelta(days=1), telling.old_notifications, _forget_notification),
)
