"""A figure as a chart: categories and series of the rows that the table beside shows. Drawn by charts.js."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from flask_babel import gettext

from app.kernel.money import Money
from app.statistics.domain.figures import Drawing, Key
from app.statistics.present.words import key_text, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.statistics.domain.figures import Measure
    from app.statistics.domain.reports import Report, Row

#: As many bars as can be told apart on a telephone.
MOST_BARS = 15
_YUAN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of values, one a category; None leaves a gap."""

    name: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. Values are decimal texts in the unit."""

    drawing: Drawing
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def chart_of(report: Report, rows: Sequence[Row]) -> Chart | None:
    """Return the chart of some of a report's rows, or None where there is nothing to draw."""
    rows = [row for row in rows if not row.is_hidden]
    if all(row.values[at] is None for row in rows for at, _ in _drawn(report)):
        return None
    if report.figure.drawing is Drawing.STACKED:
        return _stacked(report, rows)
    if report.keys == (Key.PROGRAMME, Key.STEP):
        return _budgets(report, rows)
    return _plain(report, rows[:MOST_BARS] if report.figure.drawing is Drawing.BARS else rows)


def _plain(report: Report, rows: Sequence[Row]) -> Chart:
    categories = tuple(key_text(report.keys[-1], row.keys[-1], report.names) for row in rows)
    return _chart(report, report.figure.drawing, categories, _series(report, rows))


def _stacked(report: Report, rows: Sequence[Row]) -> Chart:
    firsts = list(dict.fromkeys(row.keys[0] for row in rows))[:MOST_BARS]
    seconds = list(dict.fromkeys(row.keys[1] for row in rows))
    [(at, measure)] = _drawn(report)
    cells = {row.keys: _value(measure, row.values[at]) for row in rows}
    series = tuple(
        Series(
            key_text(report.keys[1], second, report.names),
            tuple(cells.get((first, second)) for first in firsts),
        )
        for second in seconds
    )
    categories = tuple(key_text(report.keys[0], first, report.names) for first in firsts)
    return _chart(report, Drawing.STACKED, categories, series)


def _budgets(report: Report, rows: Sequence[Row]) -> Chart:
    """Draw the months of the first programme, or where each has one month, the programmes side by side."""
    first = [row for row in rows if row.keys[0] == rows[0].keys[0]]
    if len(first) > 1:
        categories = tuple(key_text(Key.STEP, row.keys[1], report.names) for row in first)
        title = key_text(Key.PROGRAMME, rows[0].keys[0], report.names)
        return Chart(Drawing.LINES, title, gettext(report.figure.unit), categories, _series(report, first))
    categories = tuple(key_text(Key.PROGRAMME, row.keys[0], report.names) for row in rows[:MOST_BARS])
    return _chart(report, Drawing.BARS, categories, _series(report, rows[:MOST_BARS]))


def _chart(
    report: Report, drawing: Drawing, categories: tuple[str, ...], series: tuple[Series, ...]
) -> Chart:
    figure = report.figure
    return Chart(drawing, gettext(figure.title), gettext(figure.unit), categories, series)


def _series(report: Report, rows: Sequence[Row]) -> tuple[Series, ...]:
    return tuple(
        Series(gettext(measure.label), tuple(_value(measure, row.values[at]) for row in rows))
        for at, measure in _drawn(report)
    )


def _drawn(report: Report) -> list[tuple[int, Measure]]:
    figure = report.figure
    return [(at, each) for at, each in enumerate(figure.measures) if each.name in figure.drawn]


def _value(measure: Measure, value: int | None) -> str | None:
    if value is None:
        return None
    number = number_of(measure.kind, value)
    if isinstance(number, Money):
        number = (Decimal(number.minor) / 100).quantize(_YUAN)
    return str(number)
