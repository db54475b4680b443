"""The JSON API of the register of enterprises: records, registrations, control groups, documents, ties."""

from app.accounts.api import enterprises, record, ties
from app.accounts.api.blueprint import api

__all__ = ["api", "enterprises", "record", "ties"]
