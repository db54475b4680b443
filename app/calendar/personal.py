"""What the calendar keeps about a person: subscriptions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.calendar.models import Feed
from app.infra.db import db
from app.infra.personal_files import DataFile, rows_file


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("calendars.json", Feed, Feed.person_id == person.id, without=["token_hash"])


def _forget(person: PersonCard, _alias: str) -> None:
    db.session.execute(delete(Feed).where(Feed.person_id == person.id))


PERSONAL = PersonalData(_files, no_obstacles, _forget)
