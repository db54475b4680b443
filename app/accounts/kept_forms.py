"""What somebody sent after their session had ended: carried, signed, until they send it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts.domain.addresses import local_path

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 2 * 3600
TOKEN = "csrf_token"  # noqa: S105 -- the name of a field


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where it was going, and its fields in order. Files are not kept, only that there were some."""

    address: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def keep(address: str | None, fields: Iterable[tuple[str, str]], *, had_files: bool) -> KeptForm | None:
    """Return what can be sent again, or None: passwords are never kept."""
    kept = tuple((name, value) for name, value in fields if name != TOKEN)
    if any("password" in name for name, _ in kept):
        return None
    return KeptForm(local_path(address), kept, had_files)


def sealed(kept: KeptForm) -> str:
    """Return the form as a text nobody else can write."""
    text: str | bytes = _serializer().dumps([kept.address, kept.fields, kept.had_files])
    return text if isinstance(text, str) else text.decode()


def unsealed(text: str) -> KeptForm | None:
    """Return what was sealed, or None where that is too long ago or not ours."""
    try:
        address, fields, had_files = _serializer().loads(text, max_age=SECONDS)
    except BadData:
        return None
    return KeptForm(address, tuple((name, value) for name, value in fields), had_files)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kept-form-2")
