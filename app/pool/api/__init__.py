"""The JSON API of what is purely the pool's: regions and their places, recognitions, accreditations."""

from app.pool.api import accreditations, memberships, recognitions, regions
from app.pool.api.blueprint import api

__all__ = ["accreditations", "api", "memberships", "recognitions", "regions"]
