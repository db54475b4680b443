"""Events as a page's history shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.infra.events import EventRow


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a history. `action` is a catalogue text; `to_state` is set where the state changed."""

    at: datetime
    action: str
    to_state: str | None
    actor_name: str
    role: str
    reason: str | None


def happened(events: Iterable[EventRow], done: Mapping[str, str]) -> tuple[Happened, ...]:
    """Return events as a history shows them; `done` says each action in words, as a catalogue text."""
    return tuple(
        Happened(
            at=event.at,
            action=done.get(event.action, event.action),
            to_state=event.to_state if event.to_state != event.from_state else None,
            actor_name=event.actor.name,
            role=event.actor.role,
            reason=event.reason,
        )
        for event in events
    )
