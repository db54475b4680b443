"""The one blueprint of booking's JSON API."""

from app.infra.api import ApiBlueprint

api = ApiBlueprint("booking_api", __name__)
