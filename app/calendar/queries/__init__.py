"""Questions about time. Each costs a fixed number of statements, whatever the length of the history."""

from app.calendar.queries.busy import busy, fillable, free
from app.calendar.queries.clashes import (
    Clash,
    clashes,
    clashing_with,
    count_clashing,
    would_clash,
)
from app.calendar.queries.closures import (
    ClosureCard,
    closures,
    no_such_closure,
    standing_closures,
)
from app.calendar.queries.earliest import FreeSlot, earliest_free
from app.calendar.queries.opening import OpenWeek, open_weeks
from app.calendar.queries.outside import (
    get_draft,
    get_outside_calendar,
    no_such_calendar,
    outside_blocks,
    outside_calendars,
    readings,
)
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
    "Clash",
    "ClosureCard",
    "FreeSlot",
    "OpenWeek",
    "Schedule",
    "busy",
    "clashes",
    "clashing_with",
    "closures",
    "count_clashing",
    "earliest_free",
    "fillable",
    "find_schedule",
    "free",
    "get_draft",
    "get_outside_calendar",
    "get_schedule",
    "hours_to_join",
    "nearest_within",
    "no_such_calendar",
    "no_such_closure",
    "open_minutes",
    "open_weeks",
    "outside_blocks",
    "outside_calendars",
    "readings",
    "refusals",
    "schedules",
    "standing_closures",
    "surroundings",
    "would_clash",
    "zones_to_join",
]
