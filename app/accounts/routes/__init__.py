"""The account pages: sign-in, reset, one's own account, language; and the register of enterprises."""

from app.accounts.routes import (
    account,
    data,
    enterprises,
    invitations,
    language,
    members,
    notifications,
    record,
    reset,
    sign_in,
    sign_up,
    ties,
    tokens,
)
from app.accounts.routes.blueprint import pages

__all__ = [
    "account",
    "data",
    "enterprises",
    "invitations",
    "language",
    "members",
    "notifications",
    "pages",
    "record",
    "reset",
    "sign_in",
    "sign_up",
    "ties",
    "tokens",
]
