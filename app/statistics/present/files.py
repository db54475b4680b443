"""A figure as a file for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.tables import Table
from app.statistics.present.words import key_text, number_of

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.tables import Cell
    from app.statistics.domain.reports import Report, Row


def table_of(report: Report, now: datetime) -> Table:
    """Return all rows: each key with its name, the values in their own unit, and whether a row is withheld.

    The columns are for programs as well, so they are no words of a page.
    """
    keys = [name for key in report.keys for name in (str(key), f"{key}_name")]
    measures = [measure.name for measure in report.figure.measures]
    columns = (*keys, *measures, "withheld")
    period = report.question.period
    name = f"{report.figure.name}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    return Table(name, columns, [_cells(report, row) for row in report.rows], now)


def _cells(report: Report, row: Row) -> tuple[Cell, ...]:
    keys: list[Cell] = []
    for key, code in zip(report.keys, row.keys, strict=True):
        keys += [code, key_text(key, code, report.names)]
    measures = report.figure.measures
    if row.is_hidden:
        return *keys, *(None for _ in measures), "yes"
    values = (
        None if value is None else number_of(measure.kind, value)
        for measure, value in zip(measures, row.values, strict=True)
    )
    return *keys, *values, "no"
