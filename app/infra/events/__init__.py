"""The append-only record of who did what, when and why, chained by hashes, one chain a subject (ADR 0010)."""

from app.infra.events.models import SYSTEM, EventActor
from app.infra.events.reading import EventRow, histories, history, last_at, last_reasons
from app.infra.events.recording import linked, record, record_first

__all__ = [
    "SYSTEM",
    "EventActor",
    "EventRow",
    "histories",
    "history",
    "last_at",
    "last_reasons",
    "linked",
    "record",
    "record_first",
]
