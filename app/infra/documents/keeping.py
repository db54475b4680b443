"""Keeping an upload: checked, scanned, written, noted."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.infra.db import db
from app.infra.documents import store
from app.infra.documents.models import Document
from app.infra.documents.reading import get_document
from app.infra.documents.scanning import scan
from app.infra.documents.upload import Upload, media_type_of
from app.kernel.ids import new_reference

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.kernel.documents import DocumentCard


def keep(upload: Upload, *, by: EventActor, now: datetime, field: str = "file") -> DocumentCard:
    """Keep an upload in the caller's transaction and return it. Who may see it is for the caller to decide.

    Raises Invalid for what is empty, too large, of a wrong type or infected; the problem names `field`.
    """
    media_type = media_type_of(upload, field)
    scan(upload.content, field)
    sha256 = hashlib.sha256(upload.content).hexdigest()
    store.write(sha256, upload.content)
    ref = new_reference("D", 8)
    db.session.execute(
        insert(Document).values(
            ref=ref,
            sha256=sha256,
            size=len(upload.content),
            media_type=media_type,
            filename=upload.name,
            uploaded_by=by.id,
            uploaded_by_name=by.name,
            uploaded_at=now,
        )
    )
    return get_document(ref)
