"""Cursors: where a list goes on, as an opaque text."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from app.kernel.errors import Invalid
from app.kernel.text import N_


def encode_cursor(values: list[Any]) -> str:
    """Return the sort values of the last row shown as an opaque text."""
    return urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[Any]:
    """Return the `length` sort values of a cursor. Raises Invalid `invalid_cursor` for one not ours."""
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        values = None
    if (
        not isinstance(values, list)
        or len(values) != length
        or not all(isinstance(v, str | int) for v in values)
    ):
        raise Invalid(
            "invalid_cursor",
            N_("This cursor is not one of ours."),
            field="cursor",
            fix=N_("Use the `next` of the answer before, or leave it out."),
        )
    return values
