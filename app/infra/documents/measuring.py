"""How much room the documents take."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app
from sqlalchemy import func, select

from app.infra.db import db
from app.infra.documents.models import Document

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DocumentsUse:
    """How many documents there are, their bytes, and the bytes left where they lie."""

    number: int
    bytes_used: int
    bytes_free: int


def documents_use() -> DocumentsUse:
    """Measure; one query and one look at the disk."""
    number, used = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Document.size), 0)).select_from(Document)
    ).one()
    folder = cast("Path", current_app.config["SETTINGS"].instance)
    return DocumentsUse(number, int(used), shutil.disk_usage(folder).free)
