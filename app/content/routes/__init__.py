"""The pages of content: news, help, guides, announcements, and the operator's desk for them."""

from app.content.routes import banners, desk, featured, guide, help_centre, news
from app.content.routes.blueprint import pages

__all__ = ["banners", "desk", "featured", "guide", "help_centre", "news", "pages"]
