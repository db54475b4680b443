"""The account pages: sign-in, reset, one's own account, language."""

from app.accounts.routes import account, language, reset, sign_in, tokens
from app.accounts.routes.blueprint import pages

__all__ = ["account", "language", "pages", "reset", "sign_in", "tokens"]
