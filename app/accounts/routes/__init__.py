"""The account pages: sign-in, reset, one's own account, language; and the register of enterprises."""

from app.accounts.routes import account, data, enterprises, language, record, reset, sign_in, ties, tokens
from app.accounts.routes.blueprint import pages

__all__ = [
    "account",
    "data",
    "enterprises",
    "language",
    "pages",
    "record",
    "reset",
    "sign_in",
    "ties",
    "tokens",
]
