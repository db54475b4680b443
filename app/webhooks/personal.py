"""What webhooks keep about a person: who made them. They stay their organisation's."""

from __future__ import annotations

from collections.abc import Iterator

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.infra.personal_files import DataFile, rows_file
from app.webhooks.models import Webhook


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("webhooks.json", Webhook, Webhook.maker_id == person.id, without=["secret", "old_secret"])


def _forget(_person: PersonCard, _alias: str) -> None:
    """Leave what refers to a person by number: the name is not here."""


PERSONAL = PersonalData(_files, no_obstacles, _forget)
