"""Documents an enterprise hands in about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.accounts.enterprises import own_enterprise
from app.accounts.models import EnterpriseDocument
from app.infra.db import db
from app.infra.documents import DocumentCard, Upload, keep
from app.infra.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.accounts.domain.enterprises import DocumentKind


def add_document(*, upload: Upload, kind: DocumentKind, by: Actor, now: datetime) -> DocumentCard:
    """Hand in a document for the own enterprise. Raises Invalid for a file that is not fit."""
    return hand_in(own_enterprise(by).id, upload, kind=kind, year=None, by=by, now=now)


def hand_in(
    enterprise_id: int, upload: Upload, *, kind: DocumentKind, year: int | None, by: Actor, now: datetime
) -> DocumentCard:
    """Keep a document of an enterprise and return it. Raises Invalid for a file that is not fit."""
    document = keep(upload, by=event_actor(by), now=now)
    db.session.execute(
        insert(EnterpriseDocument).values(
            enterprise_id=enterprise_id, document_id=document.id, kind=str(kind), year=year
        )
    )
    record(
        subject_kind="enterprise",
        subject_ref=str(enterprise_id),
        action="hand_in",
        at=now,
        actor=event_actor(by),
        data={"document": document.ref, "kind": str(kind), "sha256": document.sha256},
    )
    return document
