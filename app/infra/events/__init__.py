"""The append-only record of who did what, when and why, chained by hashes, one chain a subject (ADR 0010)."""

from app.infra.events.models import SYSTEM, EventActor
from app.infra.events.reading import EventRow, histories, history, last_at, last_reasons, moments_to_join
from app.infra.events.recording import (
    Head,
    Step,
    head_to_select,
    linked,
    read_head,
    record,
    record_first,
    record_steps,
)

__all__ = [
    "SYSTEM",
    "EventActor",
    "EventRow",
    "Head",
    "Step",
    "head_to_select",
    "histories",
    "history",
    "last_at",
    "last_reasons",
    "linked",
    "moments_to_join",
    "read_head",
    "record",
    "record_first",
    "record_steps",
]
