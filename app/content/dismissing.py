"""Putting away what one does not want to see again, and asking for it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from app.content import queries
from app.content.models import Dismissal
from app.infra.db import db, execute_checked

if TYPE_CHECKING:
    from datetime import datetime


def dismiss(*, person_id: int, subject: str, now: datetime) -> None:
    """Note that a person has dismissed something; a second time changes nothing."""
    if not queries.has_dismissed(person_id, subject):
        execute_checked(insert(Dismissal).values(person_id=person_id, subject=subject, dismissed_at=now))


def bring_back(*, person_id: int, subject: str) -> None:
    """Show it to the person again."""
    db.session.execute(
        delete(Dismissal).where(Dismissal.person_id == person_id, Dismissal.subject == subject)
    )
