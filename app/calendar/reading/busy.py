"""Bytes of a calendar as busy time: the one thing that an outside calendar tells us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.calendar.reading.events import read_event
from app.calendar.reading.lines import read_components
from app.calendar.reading.refusing import Note, Unreadable
from app.calendar.reading.series import series_of
from app.calendar.reading.steady import Steady
from app.calendar.reading.taken import Taken
from app.calendar.reading.zones import zones_of
from app.kernel.text import N_

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from app.kernel.interval import Interval

MOST_BYTES = 10_000_000
MOST_EVENTS = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a calendar says. `busy` is merged, sorted and clipped to the window that was asked for."""

    busy: tuple[Interval, ...]
    events: int
    own_events: int
    notes: tuple[Note, ...]


def read_busy(data: bytes, window: Interval, own_zone: ZoneInfo, own_host: str = "") -> Reading:
    """Return the time within `window` that the calendar's events take (interop.md, "Calendars in").

    `own_zone` is the instrument's: dates and times without a zone are read in it. `own_host` names what ends
    the UIDs of our own feeds (hosts, spaces between): one connected back must not block what it shows.

    Raises Unreadable: `too_large`, `empty`, `not_a_calendar`, `cut_short`, `too_many_events`,
    `repeats_too_often` or `too_many_repeats`.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(
            "too_large", N_("The calendar is larger than %(most)s MB."), most=MOST_BYTES // 10**6
        )
    calendars = read_components(data)
    components = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(components) > MOST_EVENTS:
        raise Unreadable(
            "too_many_events", N_("The calendar has more than %(most)s events."), most=MOST_EVENTS
        )
    zones = zones_of(calendars, own_zone, window)
    read = [read_event(component, zones) for component in components]
    events = [event for event in read if event is not None]
    own_ends = tuple(f"@{host}" for host in own_host.lower().split())
    foreign = [event for event in events if not event.uid.lower().endswith(own_ends)]
    every = series_of(foreign)
    taken = Taken()
    steady = Steady(taken, window)
    for series in every:
        series.take(window, taken, steady)
    rules = sorted({rule for series in every for rule in series.unread_rules})
    return Reading(
        tuple(taken.within(window)),
        len(events),
        len(events) - len(foreign),
        (*zones.notes(), *_rule_notes(rules), *_event_notes(len(read) - len(events))),
    )


def _rule_notes(rules: list[str]) -> list[Note]:
    return [
        Note(
            "unread_rule",
            N_("The rule %(rule)s can't be followed; its event is read as happening once."),
            {"rule": rule},
        )
        for rule in rules
    ]


def _event_notes(unread: int) -> list[Note]:
    if not unread:
        return []
    return [
        Note(
            "unread_events",
            N_("Events without a start or an end that can be read: %(number)s. They block nothing."),
            {"number": unread},
        )
    ]
