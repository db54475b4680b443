"""Rate cards: what an hour costs, when, for whom, and what a cancellation costs.

A card is an immutable version. Shape in the world: design/api.md "Rate card".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid, Problem
from app.kernel.fields import Fields
from app.kernel.text import N_
from app.kernel.wall import MINUTES_A_DAY, write_minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, timedelta

ENTERPRISE_GROUP = "enterprise"

# Far above any real card, far below what a 64-bit column and a year of minutes could overflow.
HIGHEST_MINOR = 1_000_000_000
LONGEST_MINIMUM_MINUTES = 31 * MINUTES_A_DAY
LONGEST_NOTICE_HOURS = 366 * 24
MOST_BANDS = 100
MOST_STEPS = 20


class ChargeBasis(StrEnum):
    """Which span is charged once an instrument was used."""

    RESERVATION = "reservation"
    USAGE = "usage"
    GREATER = "greater"


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the week with its own price: local minutes `[from_minute, to_minute)` of ISO weekdays."""

    weekdays: frozenset[int]
    from_minute: int
    to_minute: int
    minor_per_hour: int

    def overlaps(self, other: Band) -> bool:
        """Tell whether some minute of the week belongs to both."""
        return (
            not self.weekdays.isdisjoint(other.weekdays)
            and self.from_minute < other.to_minute
            and other.from_minute < self.to_minute
        )

    def holds(self, weekday: int, minute: int) -> bool:
        """Tell whether a local minute of an ISO weekday belongs to the band."""
        return weekday in self.weekdays and self.from_minute <= minute < self.to_minute

    def to_dict(self) -> dict[str, object]:
        """Return the band in the shape of the API."""
        return {
            "weekdays": sorted(self.weekdays),
            "from": write_minute(self.from_minute),
            "to": write_minute(self.to_minute),
            "minor_per_hour": self.minor_per_hour,
        }


@dataclass(frozen=True, slots=True)
class NoticeStep:
    """Cancelling at least `notice_hours` before the start costs `percent` of the quoted total."""

    notice_hours: int
    percent: int


@dataclass(frozen=True, slots=True)
class RateTerms:
    """The terms of one card for one price group. `cancellation` descends from the longest notice."""

    group: str
    effective_from: date
    bands: tuple[Band, ...]
    minimum_minutes: int = 0
    set_up_minor: int = 0
    charge_basis: ChargeBasis = ChargeBasis.RESERVATION
    cancellation: tuple[NoticeStep, ...] = ()
    no_show_percent: int = 0
    currency: str = "CNY"

    @property
    def hourly_from_minor(self) -> int:
        """Return the price an hour of the cheapest band, in minor units."""
        return min(band.minor_per_hour for band in self.bands)

    def band_at(self, weekday: int, minute: int) -> Band | None:
        """Return the band a local minute of an ISO weekday is priced by, if any."""
        return next((band for band in self.bands if band.holds(weekday, minute)), None)

    def cancellation_percent(self, notice: timedelta) -> int:
        """Return the percent of the quoted total that cancelling so long before the start costs.

        Notice shorter than every step costs what the shortest step says; without steps cancelling is free:
        nothing that is not published can be charged.
        """
        percent = 0
        for step in self.cancellation:
            percent = step.percent
            if notice.total_seconds() >= step.notice_hours * 3600:
                break
        return percent

    def to_dict(self) -> dict[str, object]:
        """Return the terms in the shape of the API; `from_dict` reads it back."""
        return {
            "group": self.group,
            "effective_from": self.effective_from.isoformat(),
            "unit": "hour",
            "bands": [band.to_dict() for band in self.bands],
            "minimum_minutes": self.minimum_minutes,
            "set_up_minor": self.set_up_minor,
            "charge_basis": str(self.charge_basis),
            "cancellation": [
                {"notice_hours": step.notice_hours, "percent": step.percent} for step in self.cancellation
            ],
            "no_show_percent": self.no_show_percent,
            "currency": self.currency,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> RateTerms:
        """Read terms in the shape of the API; raises Invalid with every problem and its path.

        Required are `effective_from` and `bands`. Fields left out mean: group enterprise, no minimum, no
        set-up fee, charged by reservation, cancellation and no-show free, currency CNY.
        """
        problems: list[Problem] = []
        fields = Fields(data, problems)
        terms = cls(
            group=fields.text("group", longest=40, default=ENTERPRISE_GROUP),
            effective_from=fields.day("effective_from"),
            bands=_read_bands(fields),
            minimum_minutes=fields.integer("minimum_minutes", low=0, high=LONGEST_MINIMUM_MINUTES, default=0),
            set_up_minor=fields.integer("set_up_minor", low=0, high=HIGHEST_MINOR, default=0),
            charge_basis=fields.choice("charge_basis", ChargeBasis, default=ChargeBasis.RESERVATION),
            cancellation=_read_cancellation(fields),
            no_show_percent=fields.integer("no_show_percent", low=0, high=100, default=0),
            currency=fields.currency("currency", default="CNY"),
        )
        if fields.has("unit") and fields.text("unit", longest=20) != "hour":
            fields.refuse("unit", N_("This must be hour."))
        if problems:
            raise Invalid.of(problems)
        return terms


@dataclass(frozen=True, slots=True)
class RateCard:
    """One published version of an instrument's prices for a group; never changed once published."""

    id: int
    instrument_id: int
    version: int
    terms: RateTerms
    published_at: datetime


def in_force(cards: Iterable[RateCard], on: date) -> RateCard | None:
    """Return which of a group's cards prices use on a day: the highest version effective by then, or None."""
    effective = (card for card in cards if card.terms.effective_from <= on)
    return max(effective, key=lambda card: card.version, default=None)


def _read_bands(fields: Fields) -> tuple[Band, ...]:
    rows = fields.objects("bands", most=MOST_BANDS)
    if not rows:
        fields.refuse("bands", N_("This must name at least one band with a price."))
    bands = [_read_band(row) for row in rows]
    _refuse_overlaps(rows, bands)
    return tuple(bands)


def _read_band(fields: Fields) -> Band:
    weekdays = [day for day in fields.items("weekdays") if type(day) is int and day in range(1, 8)]
    if not weekdays or len(weekdays) != len(fields.items("weekdays")) or len(weekdays) != len(set(weekdays)):
        fields.refuse("weekdays", N_("This must be different weekdays, 1 for Monday to 7 for Sunday."))
    start, end = fields.minute("from"), fields.minute("to")
    if start is not None and end is not None and start >= end:
        fields.refuse("to", N_("This must be later than %(start)s."), start=write_minute(start))
    return Band(
        weekdays=frozenset(weekdays),
        from_minute=start or 0,
        # Without a right span a band overlaps nothing, so that one mistake is reported once.
        to_minute=end if start is not None and end is not None else 0,
        minor_per_hour=fields.integer("minor_per_hour", low=0, high=HIGHEST_MINOR),
    )


def _refuse_overlaps(rows: Sequence[Fields], bands: Sequence[Band]) -> None:
    for (first, one), (second, other) in combinations(enumerate(bands), 2):
        if one.overlaps(other):
            rows[second].refuse(
                "from",
                N_("This overlaps band %(band)s on the same weekday."),
                code="bands_overlap",
                band=first + 1,
            )


def _read_cancellation(fields: Fields) -> tuple[NoticeStep, ...]:
    rows = fields.objects("cancellation", most=MOST_STEPS)
    steps = tuple(
        NoticeStep(
            notice_hours=row.integer("notice_hours", low=0, high=LONGEST_NOTICE_HOURS),
            percent=row.integer("percent", low=0, high=100),
        )
        for row in rows
    )
    for row, (longer, shorter) in zip(rows[1:], pairwise(steps), strict=False):
        if shorter.notice_hours >= longer.notice_hours:
            row.refuse(
                "notice_hours", N_("This must be shorter than the step before."), code="notice_not_descending"
            )
    return steps
