"""Moments that tests share: a Monday in March, in UTC."""

from datetime import UTC, datetime

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
