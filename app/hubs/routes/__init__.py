"""The hubs' pages."""

from app.hubs.routes import letters, mine, moderating, needs, reading, wording
from app.hubs.routes.blueprint import pages

__all__ = ["letters", "mine", "moderating", "needs", "pages", "reading", "wording"]
