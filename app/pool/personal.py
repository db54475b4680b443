"""What the pool keeps about a person: the rate cards published by them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select, tuple_, update

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.infra.db import db
from app.infra.events.models import Event
from app.infra.personal_files import DataFile, rows_file
from app.pool.models import RateCard


def _theirs(person: PersonCard) -> ColumnElement[bool]:
    """Return the condition that somebody published a card: it bears a name, the log tells whose.

    Cards are published at the moment of an event, alone or many at once, under the name of that day.
    """
    acts = select(Event.at, Event.actor_name).where(Event.actor_id == person.id)
    return tuple_(RateCard.published_at, RateCard.published_by).in_(acts)


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("rate-cards.json", RateCard, _theirs(person))


def _forget(person: PersonCard, alias: str) -> None:
    renamed = update(RateCard).where(_theirs(person)).values(published_by=alias)
    db.session.execute(renamed.execution_options(synchronize_session=False))


PERSONAL = PersonalData(_files, no_obstacles, _forget)
