"""How far the database is migrated, and how far it should be."""

from __future__ import annotations

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.infra.config import ROOT
from app.infra.db.base import db


def found_revision() -> str | None:
    """Return the revision the database says it has. Raises DBAPIError where there is none, or no answer."""
    revision: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


@cache
def newest_revision() -> str | None:
    """Return the revision this code needs; read once a process."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()
