"""Messages between two organisations, about a need or an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard

LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class MessageCard:
    """One message of an organisation."""

    organisation: OrganisationCard
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread in a list: about which need or entry, with which organisation, and its last message."""

    need_id: int | None
    entry_id: int | None
    with_organisation: OrganisationCard
    count: int
    last_at: datetime
    last_id: int
