"""What content keeps about a person: which guides they have put away."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.content.models import Dismissal
from app.infra.db import db
from app.infra.personal_files import DataFile, rows_file


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("put-away.json", Dismissal, Dismissal.person_id == person.id)


def _forget(person: PersonCard, _alias: str) -> None:
    db.session.execute(delete(Dismissal).where(Dismissal.person_id == person.id))


PERSONAL = PersonalData(_files, no_obstacles, _forget)
