"""The pages of statistics."""

from app.statistics.routes import figures, files
from app.statistics.routes.blueprint import pages

__all__ = ["figures", "files", "pages"]
