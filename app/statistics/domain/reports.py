"""A figure's rows, and which of them not everybody may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.kernel.names import Name
    from app.kernel.steps import Step
    from app.kernel.within import Within
    from app.statistics.domain.figures import Audience, Figure, Grain, Key
    from app.statistics.domain.periods import Period

#: Rows of fewer enterprises than this are not told to everybody.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: over which period, for whom (of which region), in which steps and by what.

    `programme_ref` narrows budgets to one programme.
    """

    audience: Audience
    within: Within
    period: Period
    step: Step
    grain: Grain
    region_code: str | None = None
    programme_ref: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its keys, its values (None: nothing to divide), and how many enterprises stand behind it.

    `enterprises` is None where it says nothing about enterprises. A hidden row has no values.
    """

    keys: tuple[str, ...]
    values: tuple[int | None, ...]
    enterprises: int | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: rows in their order, by which keys, and the names of keys that are no codes."""

    rows: Sequence[Row]
    keys: tuple[Key, ...]
    names: Mapping[str, Name] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A figure as it may be shown."""

    figure: Figure
    question: Question
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    names: Mapping[str, Name]

    @property
    def has_hidden(self) -> bool:
        """Tell whether rows are not told."""
        return any(row.is_hidden for row in self.rows)


def share_of(whole: int, part: int) -> int | None:
    """Return a share in hundredths of a percent, rounded half up; None of nothing."""
    return (20_000 * part + whole) // (2 * whole) if whole else None


def told_to_everybody(rows: Sequence[Row], *, adds_up: bool) -> tuple[Row, ...]:
    """Hide what stands for fewer than FEWEST enterprises.

    Where rows add up to totals that are told elsewhere, the smallest of the others is hidden too: else a
    total would tell the one that is missing. What is hidden of a total then stands for at least FEWEST.
    """
    small = {row.keys for row in rows if 0 < _size(row) < FEWEST}
    hidden = set(small)
    for line in _lines(rows) if adds_up else ():
        rest = [row for row in line if _size(row) >= FEWEST]
        is_open = any(row.keys in small for row in line) and hidden.isdisjoint(row.keys for row in rest)
        if rest and is_open:
            hidden.add(min(rest, key=lambda row: (_size(row), row.keys)).keys)
    return tuple(replace(row, values=(), is_hidden=True) if row.keys in hidden else row for row in rows)


def _lines(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows that add up to one total: those that differ in one key only, then all of them."""
    lines: dict[tuple[int, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        for at in range(len(row.keys)):
            lines[at, (*row.keys[:at], *row.keys[at + 1 :])].append(row)
    return [*lines.values(), list(rows)]


def _size(row: Row) -> int:
    return row.enterprises or 0
