"""What the hubs keep about a person: what they wrote. It stays their organisation's, and names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.hubs.models import HubEntry, HubMessage, HubNeed
from app.infra.personal_files import DataFile, rows_file


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("hub-entries.json", HubEntry, HubEntry.author_id == person.id)
    yield rows_file("hub-needs.json", HubNeed, HubNeed.author_id == person.id)
    yield rows_file("hub-messages.json", HubMessage, HubMessage.author_id == person.id)


def _forget(_person: PersonCard, _alias: str) -> None:
    """Leave what refers to a person by number: the name is not here."""


PERSONAL = PersonalData(_files, no_obstacles, _forget)
