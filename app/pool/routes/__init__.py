"""The pages of the pool's own affairs, and the public one: who recognises whom."""

from app.pool.routes import accreditations, matrix, memberships, recognitions
from app.pool.routes.blueprint import pages

__all__ = ["accreditations", "matrix", "memberships", "pages", "recognitions"]
