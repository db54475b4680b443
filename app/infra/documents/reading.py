"""Reading documents: their cards, and their bytes as they were uploaded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select

from app.infra.db import db
from app.infra.documents import store
from app.infra.documents.models import Document
from app.kernel.documents import DocumentCard
from app.kernel.errors import Conflict, NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection


def get_document(ref: str) -> DocumentCard:
    """Return a document. Raises NotFound. Whether the reader may see it, the caller has to know."""
    found = _cards(Document.ref == ref)
    if not found:
        raise NotFound("not_found", N_("There is no such document."))
    return found[0]


def documents(ids: Collection[int]) -> dict[int, DocumentCard]:
    """Return documents by id, in one query; unknown ids are left out."""
    return {card.id: card for card in _cards(Document.id.in_(ids))}


def read(document: DocumentCard) -> bytes:
    """Return the bytes as they were uploaded. Raises Conflict `document_altered` when they are not."""
    path = store.path_of(document.sha256)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Conflict(
            "document_altered",
            N_("The document %(ref)s is not as it was uploaded."),
            fix=N_("Tell the operator: the stored file was changed or lost."),
            ref=document.ref,
        )
    return content


def card_of(row: Document) -> DocumentCard:
    """Return the card of a row, for those whose own query joins the documents."""
    return DocumentCard(
        row.id,
        row.ref,
        row.sha256,
        row.size,
        row.media_type,
        row.filename,
        row.uploaded_by_name,
        row.uploaded_at,
    )


def _cards(criterion: ColumnElement[bool]) -> list[DocumentCard]:
    rows = db.session.scalars(select(Document).where(criterion).order_by(Document.id))
    return [card_of(row) for row in rows]
