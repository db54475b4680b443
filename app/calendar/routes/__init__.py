"""The calendar's addresses: feeds for programs, subscriptions for people."""

from app.calendar.routes.feeds import feeds
from app.calendar.routes.subscriptions import subscriptions

BLUEPRINTS = (feeds, subscriptions)

__all__ = ["BLUEPRINTS", "feeds", "subscriptions"]
