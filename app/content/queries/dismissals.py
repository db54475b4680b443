"""What a person does not want to see again."""

from __future__ import annotations

from sqlalchemy import select

from app.content.models import Dismissal
from app.infra.db import db


def has_dismissed(person_id: int, subject: str) -> bool:
    """Tell whether a person has dismissed `guide:keeper`, say."""
    query = select(Dismissal.id).where(Dismissal.person_id == person_id, Dismissal.subject == subject)
    return db.session.scalar(query) is not None
