"""The promise of documents: what lies there is what was uploaded."""

from __future__ import annotations

from sqlalchemy import select

from app.infra.db import db
from app.infra.documents.models import Document
from app.infra.documents.reading import documents, read
from app.infra.verify import Check
from app.kernel.errors import Conflict

AT_ONCE = 200


def _altered() -> list[str]:
    broken, after = [], 0
    while ids := list(
        db.session.scalars(
            select(Document.id).where(Document.id > after).order_by(Document.id).limit(AT_ONCE)
        )
    ):
        for card in documents(ids).values():
            try:
                read(card)
            except Conflict:
                broken.append(f"document {card.ref} is not as it was uploaded")
        after = ids[-1]
    return broken


CHECKS = (Check("D1", "Every document is as it was uploaded", _altered),)
