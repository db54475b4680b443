"""The only place that reads the clock; called by routes, jobs and commands, never below them."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
