"""Cursors: where a list goes on, as an opaque text."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from typing import Any

from app.infra.db.columns import LARGEST_ID
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR


def encode_cursor(values: list[Any]) -> str:
    """Return the sort values of the last row shown as an opaque text."""
    return urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[Any]:
    """Return the sort values of a cursor, one of each of `kinds`: int (an id), str, date or datetime.

    Raises Invalid `invalid_cursor` for one not ours: anybody can make one up.
    """
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list):
            raise _not_ours()
        return [_read(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, RecursionError) as error:
        raise _not_ours() from error


def _read(value: object, kind: type) -> object:
    if kind is datetime and isinstance(value, str):
        value = datetime.fromisoformat(value)
    elif kind is date and isinstance(value, str):
        value = date.fromisoformat(value)
    if type(value) is not kind:
        raise _not_ours()
    if not _can_be_kept(value):
        raise _not_ours()
    return value


def _can_be_kept(value: object) -> bool:
    """Tell whether a value may reach the database: no id, text or instant beyond what it can keep."""
    match value:
        case int():
            return 0 <= value <= LARGEST_ID
        case str():
            return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
        case datetime():
            return value.tzinfo is not None and EARLIEST_YEAR <= value.year <= LATEST_YEAR
        case date():
            return EARLIEST_YEAR <= value.year <= LATEST_YEAR
        case _:
            return False


def _not_ours() -> Invalid:
    return Invalid(
        "invalid_cursor",
        N_("This cursor is not one of ours."),
        field="cursor",
        fix=N_("Use the `next` of the answer before, or leave it out."),
    )
