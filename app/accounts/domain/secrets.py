"""Secrets that are shown once and kept only as a hash: API tokens and reset links."""

import hashlib
import secrets

#: 256 random bits: guessing is hopeless, so a plain SHA-256 (no salt, one indexed look-up) is enough.
RANDOM_BYTES = 32
#: Lets secret scanners and people recognise one that leaked.
TOKEN_PREFIX = "onepool_"  # noqa: S105 -- the public part of every token


def new_token() -> str:
    """Return a new API token."""
    return TOKEN_PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def new_link_secret() -> str:
    """Return the secret part of a link, fit for an address."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def hash_of(secret: str) -> str:
    """Return what is kept of a secret: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
