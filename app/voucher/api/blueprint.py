"""The one blueprint of the voucher side's JSON API."""

from app.infra.api import ApiBlueprint

api = ApiBlueprint("voucher_api", __name__)
