"""A form that is sent twice is taken once, also without scripts: its page carries a key of its own.

The keys are those of the API (infra.api.idempotency), and are forgotten with them.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import update

from app.infra.api.idempotency import LONGEST_KEY, IdempotencyKey, claim
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.datastructures import MultiDict

FIELD = "form_key"
_A_FORM = "form"
_TOKEN = "csrf_token"  # noqa: S105 -- the name of a field


def new_form_key() -> str:
    """Return the key of a page's form, for its hidden field FIELD."""
    return secrets.token_urlsafe(16)


def sent_key(fields: MultiDict[str, str]) -> str:
    """Return the key of what was sent: the page's own with all that was typed, "" where the page has none.

    Who goes back and types something else sends another form, though the page is the same.
    """
    typed = [(name, value) for name, value in fields.items(multi=True) if name != _TOKEN]
    return sha256(repr(typed).encode()).hexdigest() if fields.get(FIELD) else ""


def taken_once(key: str, person_id: int, work: Callable[[], int]) -> int:
    """Do `work`, which makes something, or return the id that it made before for the same key.

    In the caller's transaction. A refusal undoes the key with it, so that a mended form can be sent again.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        return work()
    caller = f"form:{person_id}"
    row = claim(caller, key, _A_FORM)
    if row is not None and row.answer is not None:
        return int(row.answer)
    made = work()
    db.session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.caller == caller, IdempotencyKey.key == key)
        .values(answer=str(made))
    )
    return made
