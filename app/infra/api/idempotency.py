"""Idempotency keys: the same request twice is done once (RFC draft httpapi-idempotency-key-header).

The key's row is written first in the very transaction that does the work. A second request with the key
waits on that row; when the first commits, its answer is replayed, and when the first dies, its row
dies with it: the transaction is the lease, and a crash can not lock a key (ADR 0003).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, g, request
from sqlalchemy import Index, String, Text, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.api.parsing import sent_body
from app.infra.clock import now
from app.infra.db import Base, UTCDateTime, db
from app.infra.errors import STATUS, answer
from app.kernel.errors import DomainError, Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = "Idempotency-Key"
LONGEST_KEY = 200


class IdempotencyKey(Base):
    """A caller's key, what it was used for, and the answer."""

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("uq_idempotency_key", "caller", "key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    caller: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    request_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    status: Mapped[int | None]
    content_type: Mapped[str | None] = mapped_column(String(80))
    answer: Mapped[str | None] = mapped_column(Text)


def once(work: Callable[[], Response]) -> Response:
    """Do `work` once for the request's key, in the caller's transaction; without a key, just do it.

    A refusal is an answer too: its work is undone to a savepoint, and the refusal is kept and replayed.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return work()
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid(
            "idempotency_key_length",
            N_("The Idempotency-Key must have 1 to %(most)s characters."),
            most=LONGEST_KEY,
        )
    caller, request_hash = g.get("caller", "visitor"), _request_hash()
    row = claim(caller, key, request_hash)
    if row is not None:
        return _replay(row, request_hash)
    response = _worked(work)
    db.session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.caller == caller, IdempotencyKey.key == key)
        .values(
            status=response.status_code,
            content_type=response.content_type,
            answer=response.get_data(as_text=True),
        )
    )
    return response


def _request_hash() -> str:
    """Bind the key to route and body: the same key for anything else is a mistake of the caller's."""
    digest = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    for part in _parts():
        digest.update(part)
    return digest.hexdigest()


def _parts() -> Iterator[bytes]:
    """Yield the body; of a form its fields and files, for each sending has a boundary of its own."""
    if not request.mimetype.startswith("multipart/"):
        yield sent_body()
        return
    for name, value in request.form.items(multi=True):
        yield f"{name}={len(value)}:{value}\n".encode()
    for name, file in request.files.items(multi=True):
        file.stream.seek(0)  # a view may have read it already
        content = file.stream.read()
        file.stream.seek(0)
        yield f"{name}={file.filename}:{len(content)}\n".encode()
        yield content


def claim(caller: str, key: str, request_hash: str) -> IdempotencyKey | None:
    """Write a key's row and return None, or return the row that somebody wrote before."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    row = {"caller": caller, "key": key, "request_hash": request_hash, "created_at": now()}
    statement = insert(IdempotencyKey).values(**row).on_conflict_do_nothing(index_elements=["caller", "key"])
    if db.session.execute(statement.returning(IdempotencyKey.id)).first() is not None:
        return None
    return db.session.scalars(
        select(IdempotencyKey).where(IdempotencyKey.caller == caller, IdempotencyKey.key == key)
    ).one()


def _worked(work: Callable[[], Response]) -> Response:
    savepoint = db.session.begin_nested()
    try:
        response = work()
    except DomainError as refusal:
        savepoint.rollback()
        return answer(STATUS[refusal.kind], refusal.code, refusal.problems)
    savepoint.commit()
    return response


def _replay(row: IdempotencyKey, request_hash: str) -> Response:
    if row.request_hash != request_hash:
        raise Invalid(
            "idempotency_mismatch",
            N_("This Idempotency-Key was used before for something else."),
            field=HEADER,
            fix=N_("Use a new key for a new request."),
        )
    response = Response(row.answer, status=row.status, content_type=row.content_type)
    response.headers["Idempotency-Replayed"] = "true"
    return response
