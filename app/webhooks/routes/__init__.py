"""The pages of webhooks."""

from app.webhooks.routes import acting, hooks  # noqa: F401 -- they register their routes
from app.webhooks.routes.blueprint import pages

__all__ = ["pages"]
