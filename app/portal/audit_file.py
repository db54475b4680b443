"""The log of everything that happened as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.infra.list_files import Column
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.infra.events.reading import EventRow

# Codes stay codes here: who checks the log elsewhere needs what it says, and the hash is made of it.
EVENTS: tuple[Column[EventRow], ...] = (
    Column(N_("Moment"), lambda event: event.at.isoformat()),
    Column(N_("Subject"), lambda event: event.subject_kind),
    Column(N_("Reference"), lambda event: event.subject_ref),
    Column(N_("No."), lambda event: event.seq),
    Column(N_("Action"), lambda event: event.action),
    Column(N_("From state"), lambda event: event.from_state),
    Column(N_("To state"), lambda event: event.to_state),
    Column(N_("Who"), lambda event: event.actor.name),
    Column(N_("Role"), lambda event: event.actor.role),
    Column(N_("Reason"), lambda event: event.reason),
    Column(N_("Details"), lambda event: json.dumps(event.data, ensure_ascii=False, sort_keys=True)),
    Column(N_("Hash"), lambda event: event.hash),
)
