"""Bookings of a provider's instruments that lie under a closure or an outside calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.calendar import queries as calendar
from app.calendar.domain.outside import AHEAD
from app.kernel.interval import Interval
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.calendar.queries import Clash
    from app.calendar.queries.clashes import Whose


def clashes_of(actor: Actor, now: datetime) -> dict[str, list[Clash]]:
    """Return what lies over the actor's bookings that are not over, by their references."""
    found: dict[str, list[Clash]] = {}
    for clash in calendar.clashes(_kept_by(actor), Interval(now, now + AHEAD)):
        found.setdefault(clash.reference, []).append(clash)
    return found


def count_clashes(actor: Actor, now: datetime) -> int:
    """Return how many bookings of the actor's instruments lie under something."""
    return calendar.count_clashing(_kept_by(actor), Interval(now, now + AHEAD))


def _kept_by(actor: Actor) -> Whose:
    kept = pool.ids_kept_by(actor.organisation_id or 0)
    return lambda column: column.in_(kept)
