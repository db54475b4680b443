"""The one blueprint of the register's JSON API."""

from app.infra.api import ApiBlueprint

api = ApiBlueprint("accounts_api", __name__)
