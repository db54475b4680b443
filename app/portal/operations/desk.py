"""What the pages of the desk share."""

from flask import request

from app.infra.api import decode_cursor
from app.infra.events import EventRow, history
from app.kernel.text import N_

#: On whose clock the operator reads; the regions of the pool share it.
ZONE = "Asia/Shanghai"
ROWS = 50
MOST_EVENTS = 30

#: The pages of the desk: the endpoint of each, and its word (a catalogue text).
TABS = (
    ("operations.health", N_("Health")),
    ("operations.jobs", N_("Jobs")),
    ("operations.outbox", N_("Outbox")),
    ("operations.people", N_("People")),
    ("operations.organisations", N_("Organisations")),
    ("operations.taxonomies", N_("Taxonomies")),
    ("operations.audit", N_("Audit")),
)


def asked_below() -> int | None:
    """Return below which id the page of a list begins that the address asks for; None for the first."""
    cursor = request.args.get("cursor")
    return decode_cursor(cursor, int)[0] if cursor else None


def lately(kind: str, ref: str) -> list[EventRow]:
    """Return what was last done to something; its page leads to all of it."""
    return history(kind, ref)[-MOST_EVENTS:]
