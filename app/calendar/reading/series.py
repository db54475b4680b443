"""The instances of the events of one UID: repeats, exceptions, replacements (RFC 5545, 3.8.4.4, 3.8.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from app.calendar.reading.events import OwnStart
from app.calendar.reading.lines import Line
from app.calendar.reading.rules import Rule, UnknownRule, read_rule
from app.calendar.reading.stamps import UTC_ZONE, Stamp, read_stamp
from app.calendar.reading.steady import is_steady
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.calendar.reading.events import Event
    from app.calendar.reading.stamps import Duration, Zone
    from app.calendar.reading.steady import Steady
    from app.calendar.reading.taken import Taken

# Offsets and days of the calendar can't move an instant further than this from its wall.
LEEWAY = timedelta(days=2)

T = TypeVar("T")


class Marks(Generic[T]):
    """Stamps that name instances of an event, found again by the instance they name.

    A date names the instance of that day, a time without a zone the one at that time on the event's wall,
    another time that instant: products write any of them for any event. Where the event itself has no zone,
    a time in UTC may be its wall's too, with a Z that means nothing.
    """

    def __init__(self, named: Iterable[tuple[Stamp, T]]) -> None:
        """Keep what each stamp stands for."""
        self.stamps: list[Stamp] = []
        self._at: dict[datetime, T] = {}
        self._on_wall: dict[datetime, T] = {}
        self._as_written: dict[datetime, T] = {}
        self._on_day: dict[date, T] = {}
        self._timed: dict[date, tuple[Stamp, T]] = {}
        for stamp, meant in named:
            self.stamps.append(stamp)
            self._at[stamp.instant] = meant
            if stamp.is_date:
                self._on_day[stamp.day] = meant
                continue
            self._timed[stamp.day] = stamp, meant
            if stamp.is_floating:
                self._on_wall[stamp.at] = meant
            elif stamp.zone is UTC_ZONE:
                self._as_written[stamp.at] = meant

    def find(self, instance: Stamp) -> T | None:
        """Return what stands for an instance."""
        exact = self._at.get(instance.instant) or self._on_day.get(instance.day)
        if exact is not None or not instance.is_date:
            return exact or self._on_wall.get(instance.at) or self._by_its_digits(instance)
        stamp, meant = self._timed.get(instance.day, (None, None))
        return meant if stamp is not None and _day_named(stamp, instance.zone) == instance.day else None

    def _by_its_digits(self, instance: Stamp) -> T | None:
        return self._as_written.get(instance.at) if instance.is_floating else None


@dataclass(slots=True)
class Series:
    """All events of one UID, the newest revision of each. `unread_rules` collects what can't be followed."""

    masters: list[Event]
    replacing: list[Event]
    unread_rules: list[str] = field(default_factory=list)

    def take(self, window: Interval, taken: Taken, steady: Steady) -> None:
        """Take the time of the instances that meet `window`. Raises Unreadable."""
        replacing = [event for event in self.replacing if not self._is_dropped(event)]
        for event in replacing:
            _take(taken, event, event.start, event.length)
        replaced = Marks((event.replaces, event) for event in replacing if event.replaces)
        later = _lasting(replacing)
        for master in self.masters:
            if not later and not (master.is_busy and master.can_take_time):
                continue
            rules = self._read(master, master.rules)
            if not later and is_steady(master, rules):
                left_out = _left_out(master, replaced)
                steady.take(master, rules[0], left_out)
                if not _ended_before_it_began(rules, master) and master.start.day not in left_out:
                    _take(taken, master, master.start, master.length)
                continue
            for own in self._starts(master, rules, window, _furthest(later)):
                if replaced.find(own.stamp) is None:
                    _take_moved(taken, master, own, later)

    def _is_dropped(self, event: Event) -> bool:
        """Tell whether a master excludes the instance, or is newer and has none at that time."""
        if event.replaces is None or not self.masters:
            return False
        named = Marks([(event.replaces, True)])
        if any(named.find(_as_master(master, stamp)) for master in self.masters for stamp in master.excluded):
            return True
        if any(event.revision[0] >= master.revision[0] for master in self.masters):
            return False
        then = Interval(event.replaces.instant, event.replaces.instant + timedelta(days=1))
        return not any(
            named.find(own.stamp)
            for master in self.masters
            for own in self._starts(master, self._read(master, master.rules), then, timedelta(0))
        )

    def _starts(
        self, master: Event, rules: Sequence[Rule], window: Interval, shift: timedelta
    ) -> Iterator[OwnStart]:
        """Return the starts of a master's instances around `window` that are not excluded."""
        reach = master.length.days + master.length.time + shift + LEEWAY
        low, high = _wall(master, window.start) - reach, _wall(master, window.end) + shift + LEEWAY
        excluded = Marks((stamp, True) for stamp in master.excluded)
        walls = {wall for rule in rules for wall in rule.starts(master.start.at, low, high)}
        if not _ended_before_it_began(rules, master):
            walls.add(master.start.at)
        for rule in self._read(master, master.excluded_rules):
            walls -= set(rule.starts(master.start.at, low, high))
        starts = {wall: OwnStart(_at(master, wall)) for wall in walls}
        for own in master.more:
            stamp = _as_master(master, own.stamp)
            starts[stamp.at] = OwnStart(stamp, own.length)
        return (own for own in starts.values() if excluded.find(own.stamp) is None)

    def _read(self, master: Event, texts: Sequence[str]) -> list[Rule]:
        rules = []
        for text in texts:
            try:
                rules.append(_rule(master, text))
            except UnknownRule:
                self.unread_rules.append(text)
        return rules


def series_of(events: Iterable[Event]) -> list[Series]:
    """Return the events by UID, of several revisions the newest. An event without UID stands alone."""
    by_uid: dict[object, Series] = {}
    newest: dict[object, list[Event]] = {}
    for number, event in enumerate(events):
        uid: object = event.uid or number
        key = (uid, event.replaces.instant if event.replaces else None)
        rivals = newest.setdefault(key, [])
        if rivals and event.revision > rivals[0].revision:
            rivals.clear()
        if not rivals or event.revision == rivals[0].revision:
            rivals.append(event)
    for (uid, _), rivals in newest.items():  # type: ignore[misc]
        series = by_uid.setdefault(uid, Series([], []))
        for event in rivals:
            (series.replacing if event.replaces else series.masters).append(event)
    return list(by_uid.values())


def _lasting(replacing: Sequence[Event]) -> list[tuple[datetime, Event]]:
    """Return the changes to all later instances too, each with the instant from which it counts."""
    begins = [(event.replaces.instant, event) for event in replacing if event.replaces and event.also_later]
    return sorted(begins, key=lambda each: each[0])


def _left_out(master: Event, replaced: Marks[Event]) -> frozenset[date]:
    """Return the days whose instance is excluded or replaced, of an event with one hour for all of them."""
    excluded = Marks((stamp, True) for stamp in master.excluded)
    zone, hour = master.start.zone, master.start.at.time()
    named = (*excluded.stamps, *replaced.stamps)
    days = {day for stamp in named for day in (stamp.day, zone.wall(stamp.instant).date())}
    instances = (_at(master, datetime.combine(day, hour)) for day in days)
    return frozenset(one.day for one in instances if excluded.find(one) or replaced.find(one))


def _take_moved(taken: Taken, master: Event, own: OwnStart, later: Sequence[tuple[datetime, Event]]) -> None:
    """Take an instance's time, moved by the last change to it and all later ones (RANGE=THISANDFUTURE)."""
    instant = own.stamp.instant
    change = next((event for begin, event in reversed(later) if begin <= instant), None)
    if change is None or change.replaces is None:
        _take(taken, master, own.stamp, own.length or master.length)
        return
    zone = change.start.zone
    shift = change.start.at - zone.wall(change.replaces.instant)
    _take(taken, change, Stamp(zone.wall(instant) + shift, zone), change.length)


def _take(taken: Taken, event: Event, start: Stamp, length: Duration) -> None:
    if event.is_busy:
        taken.add(start.instant, length.end(start))


def _furthest(later: Sequence[tuple[datetime, Event]]) -> timedelta:
    """Return how far a change may move instances, or how much longer it may make them."""
    moves = (
        abs(event.start.instant - begin) + event.length.days + event.length.time for begin, event in later
    )
    return max(moves, default=timedelta(0))


def _rule(master: Event, text: str) -> Rule:
    def until(value: str) -> datetime | None:
        stamp = read_stamp(Line("UNTIL", {}, value), value, lambda _tzid: master.start.zone)
        if stamp is None:
            return None
        if master.start.is_date:
            return datetime.combine(stamp.day, datetime.max.time())
        if stamp.is_floating and not master.start.is_floating:
            # It must be in UTC (RFC 5545, 3.3.10): libraries read a date or a time without Z so, as we do.
            return master.start.zone.wall(stamp.at.replace(tzinfo=UTC))
        return stamp.at if stamp.is_floating else master.start.zone.wall(stamp.instant)

    return read_rule(text, until_of=until, has_time=not master.start.is_date)


def _ended_before_it_began(rules: Sequence[Rule], master: Event) -> bool:
    """Tell whether every end that the rules name is before the start: what products leave of a series that
    was ended from its first instance on.
    """
    ends = [rule.until for rule in rules if rule.until is not None]
    return bool(ends) and max(ends) < master.start.at


def _as_master(master: Event, stamp: Stamp) -> Stamp:
    """Return a further start as the master writes its own; a date beside timed ones has their time of day."""
    if master.start.is_date:
        return _at(master, datetime.combine(_day_named(stamp, master.start.zone), time.min))
    if stamp.is_date:
        return _at(master, datetime.combine(stamp.day, master.start.at.time()))
    return _at(master, master.start.zone.wall(stamp.instant))


def _day_named(stamp: Stamp, zone: Zone) -> date:
    """Return the day a stamp names among days: a midnight of their zone names the day it begins."""
    wall = zone.wall(stamp.instant)
    return wall.date() if wall.time() == time.min else stamp.day


def _at(master: Event, wall: datetime) -> Stamp:
    return Stamp(wall, master.start.zone, is_date=master.start.is_date, is_floating=master.start.is_floating)


def _wall(master: Event, instant: datetime) -> datetime:
    return master.start.zone.wall(instant.astimezone(UTC))
