"""The account pages: sign-in, reset, one's own account, language; and the register of enterprises."""

from app.accounts.routes import (
    account,
    enterprises,
    language,
    notifications,
    record,
    reset,
    sign_in,
    ties,
    tokens,
)
from app.accounts.routes.blueprint import pages

__all__ = [
    "account",
    "enterprises",
    "language",
    "notifications",
    "pages",
    "record",
    "reset",
    "sign_in",
    "ties",
    "tokens",
]
