"""A form that is sent twice is taken once, also without scripts: its page carries a key of its own.

The keys are those of the API (infra.api.idempotency), and are forgotten with them.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import update

from app.infra.api.idempotency import IdempotencyKey, claim
from app.infra.db import db
from app.infra.forms import submitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.infra.forms import Form

FIELD = "form_key"
_TOKEN = "csrf_token"  # noqa: S105 -- the name of a field
_A_FORM = "form"


def form_key() -> str:
    """Return the key of the page's form, for its hidden field FIELD (the macro `once`)."""
    return request.form.get(FIELD) or secrets.token_urlsafe(16)


def submitted_once(form: Form, person_id: int, work: Callable[[], int | str]) -> str | None:
    """Return as `submitted` what `work` made (its id or reference), or made before of the same form.

    A refusal undoes the key with it, so that a mended form can be sent again.
    """
    return submitted(form, lambda: _taken_once(person_id, work))


def _taken_once(person_id: int, work: Callable[[], int | str]) -> str:
    caller, key = f"form:{person_id}", _sent_key()
    if key is None:
        return str(work())
    row = claim(caller, key, _A_FORM)
    if row is not None and row.answer is not None:
        return row.answer
    made = str(work())
    db.session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.caller == caller, IdempotencyKey.key == key)
        .values(answer=made)
    )
    return made


def _sent_key() -> str | None:
    """Return the key of what was sent: the page's own with all that was typed; None where the page has none.

    Who goes back and types something else sends another form, though the page is the same.
    """
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != _TOKEN]
    files = [(name, file.filename) for name, file in request.files.items(multi=True)]
    return sha256(repr([*typed, *files]).encode()).hexdigest() if request.form.get(FIELD) else None
