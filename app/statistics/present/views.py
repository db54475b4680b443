"""A figure on a page: its chart and the table beside, with the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from app.statistics.domain.figures import Audience, Key
from app.statistics.present.charts import chart_of
from app.statistics.present.words import KEY_WORDS, key_text, value_text

if TYPE_CHECKING:
    from app.statistics.domain.figures import Figure, Measure
    from app.statistics.domain.reports import Question, Report, Row
    from app.statistics.present.charts import Chart

#: Rows of a table on the overview, and on a figure's own page; the files hold all.
FEW, MOST = 16, 200


@dataclass(frozen=True, slots=True)
class TableRow:
    """Texts of a row: what it is about, and its numbers (none of a hidden row)."""

    keys: tuple[str, ...]
    values: tuple[str, ...]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """What a page shows of a figure; `left_out` rows are in the files only.

    `programmes` are those to choose from, by reference.
    """

    figure: Figure
    question: Question
    key_labels: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[TableRow, ...]
    left_out: int
    has_hidden: bool
    chart: Chart | None
    programmes: tuple[tuple[str, str], ...]


def overview_view(report: Report) -> FigureView:
    """Return a figure in brief: its first rows, with the measures that are drawn."""
    drawn = [each for each in report.figure.measures if each.name in report.figure.drawn]
    rows = report.rows[-FEW:] if report.keys == (Key.STEP,) else _newest(report)[:FEW]
    return _view(report, rows, drawn)


def figure_view(report: Report) -> FigureView:
    """Return a figure in full."""
    return _view(report, report.rows[:MOST], list(report.figure.measures))


def _newest(report: Report) -> tuple[Row, ...]:
    """Return the months of the first programme alone, where a row is a programme's month."""
    if report.keys != (Key.PROGRAMME, Key.STEP) or not report.rows:
        return report.rows
    own = tuple(row for row in report.rows if row.keys[0] == report.rows[0].keys[0])
    return own if len(own) > 1 else report.rows


def _view(report: Report, rows: tuple[Row, ...], measures: list[Measure]) -> FigureView:
    at = [report.figure.measures.index(measure) for measure in measures]
    return FigureView(
        figure=report.figure,
        question=report.question,
        key_labels=tuple(gettext(KEY_WORDS[key]) for key in report.keys),
        labels=tuple(gettext(measure.label) for measure in measures),
        rows=tuple(
            TableRow(
                tuple(
                    key_text(key, code, report.names) for key, code in zip(report.keys, row.keys, strict=True)
                ),
                ()
                if row.is_hidden
                else tuple(value_text(report.figure.measures[each].kind, row.values[each]) for each in at),
                row.is_hidden,
            )
            for row in rows
        ),
        left_out=len(report.rows) - len(rows),
        has_hidden=report.has_hidden,
        chart=chart_of(report, rows),
        programmes=_programmes(report),
    )


def _programmes(report: Report) -> tuple[tuple[str, str], ...]:
    if Key.PROGRAMME not in report.keys or report.question.audience is Audience.PUBLIC:
        return ()
    return tuple((ref, key_text(Key.PROGRAMME, ref, report.names)) for ref in report.names)
