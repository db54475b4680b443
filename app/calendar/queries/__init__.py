"""Questions about time. Each costs a fixed number of statements, whatever the length of the history."""

from app.calendar.queries.busy import busy, free
from app.calendar.queries.closures import (
    ClosureCard,
    closed_allocations,
    closures,
    no_such_closure,
    standing_closures,
)
from app.calendar.queries.earliest import FreeSlot, earliest_free
from app.calendar.queries.opening import OpenWeek, open_weeks
from app.calendar.queries.refusals import nearest_within, refusals, surroundings
from app.calendar.queries.schedules import (
    Schedule,
    find_schedule,
    get_schedule,
    hours_to_join,
    open_minutes,
    schedules,
    zones_to_join,
)

__all__ = [
    "ClosureCard",
    "FreeSlot",
    "OpenWeek",
    "Schedule",
    "busy",
    "closed_allocations",
    "closures",
    "earliest_free",
    "find_schedule",
    "free",
    "get_schedule",
    "hours_to_join",
    "nearest_within",
    "no_such_closure",
    "open_minutes",
    "open_weeks",
    "refusals",
    "schedules",
    "standing_closures",
    "surroundings",
    "zones_to_join",
]
