"""Secrets and signatures (Standard Webhooks 1.0.0, symmetric scheme)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "whsec_"
#: After a rotation both secrets sign for so long, so that the receiver can change over at leisure.
OLD_SECRET_SIGNS = timedelta(hours=24)
_SECRET_BYTES = 32


def new_secret() -> str:
    """Return a new secret as the receiver is given it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def new_message_id() -> str:
    """Return the identifier of a new message."""
    return f"msg_{secrets.token_hex(16)}"


def signature(used: Sequence[str], message_id: str, timestamp: int, body: str) -> str:
    """Return the header `webhook-signature`: one signature for each of the secrets in use."""
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return " ".join(f"v1,{_sign(secret, signed)}" for secret in used)


def _sign(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
