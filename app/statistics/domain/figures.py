"""What a figure is: its name (its address), its definition in words, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a value counts. Values are integers: HOURS and DAYS are seconds, MONEY is fen.

    PERCENT is hundredths of a percent.
    """

    COUNT = "count"
    HOURS = "hours"
    DAYS = "days"
    MONEY = "money"
    PERCENT = "percent"


class Key(StrEnum):
    """What the rows of a figure are told by."""

    DEMAND = "demand_region"
    SUPPLY = "supply_region"
    REGION = "region"
    PROVIDER = "provider"
    FIELD = "field"
    STEP = "period"
    PROGRAMME = "programme"


class Audience(StrEnum):
    """Whose view it is: everybody's, a region's officer's, a provider's, the operator's."""

    PUBLIC = "public"
    REGION = "region"
    PROVIDER = "provider"
    POOL = "pool"


class Grain(StrEnum):
    """By what utilisation is told."""

    REGION = "region"
    PROVIDER = "provider"
    FIELD = "field"


class Drawing(StrEnum):
    """How a figure is drawn: bars by the first key, lines over the last, bars stacked by the second key."""

    BARS = "bars"
    LINES = "lines"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of numbers; `label` is a catalogue text."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `title`, `definition` and `unit` are catalogue texts; `drawn` names what the chart shows.

    `adds_up`: its rows are parts of a total that another figure tells, so that one hidden row alone could be
    worked out. `has_grains`: one chooses the key it is told by. A provider is told
    `own_measures` as well.
    """

    name: str
    title: str
    definition: str
    unit: str
    keys: tuple[Key, ...]
    measures: tuple[Measure, ...]
    drawing: Drawing
    drawn: tuple[str, ...]
    audiences: frozenset[Audience] = frozenset(Audience)
    adds_up: bool = False
    has_grains: bool = False
    own_measures: tuple[Measure, ...] = ()

    def told_to(self, audience: Audience) -> Figure:
        """Return the figure with the measures that an audience is told."""
        if audience is not Audience.PROVIDER:
            return self
        return replace(self, measures=self.measures + self.own_measures, own_measures=())

    @property
    def has_steps(self) -> bool:
        """Tell whether it is told by month, quarter or year as one likes."""
        return self.keys == (Key.STEP,)
