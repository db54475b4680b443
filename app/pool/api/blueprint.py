"""The one blueprint of the pool's JSON API."""

from app.infra.api import ApiBlueprint

api = ApiBlueprint("pool_api", __name__)
