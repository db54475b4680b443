"""Figures as other programs read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from pydantic import BaseModel, ConfigDict, Field

from app.infra.api import Answer, MoneyBody
from app.kernel.money import Money
from app.statistics.domain.reports import FEWEST
from app.statistics.present.words import key_text, number_of

if TYPE_CHECKING:
    from app.statistics.domain.figures import Figure
    from app.statistics.domain.reports import Report, Row

Value = int | float | MoneyBody | None


class FigureQuery(BaseModel):
    """Which period, and for whom. Everybody is told whole years of the whole pool, the rest is one's own."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    period: str = Field(default="", description="2026, 2026-Q1 or 2026-03")
    from_on: str = Field(default="", description="the first day, instead of `period`")
    to_on: str = Field(default="", description="the last day")
    region: str = Field(default="", description="the code of a region of one's own")
    step: str = Field(default="", description="month, quarter or year, where a figure is told over time")
    by: str = Field(default="", description="region, provider or field, for utilisation")
    programme: str = Field(default="", description="the reference of one programme, for voucher budgets")
    scope: str = Field(default="", description="`public` for what everybody is told")


class MeasureAnswer(Answer):
    """A column of numbers: hours, days and percent are numbers, money is an amount."""

    name: str
    label: str
    kind: str


class FigureAnswer(Answer):
    """A figure and what it means, in the reader's language."""

    name: str
    title: str
    definition: str
    unit: str
    measures: list[MeasureAnswer]

    @classmethod
    def of(cls, figure: Figure) -> FigureAnswer:
        """Return a figure as it is answered."""
        return cls(**_about(figure))


class FigureList(Answer):
    """All figures that one is told."""

    items: list[FigureAnswer]


class KeyAnswer(Answer):
    """What a row is about: a code, and what it is called."""

    code: str
    name: str


class RowAnswer(Answer):
    """A row; one that is withheld has no values."""

    keys: dict[str, KeyAnswer]
    values: dict[str, Value]
    withheld: bool


class ReportAnswer(FigureAnswer):
    """A figure's rows. `withheld_below`: a row of fewer enterprises is not told to everybody."""

    audience: str
    region: str | None
    from_on: date
    to_on: date
    rows: list[RowAnswer]
    withheld_below: int = FEWEST

    @classmethod
    def of_report(cls, report: Report) -> ReportAnswer:
        """Return a report as it is answered."""
        question = report.question
        return cls(
            **_about(report.figure),
            audience=str(question.audience),
            region=question.region_code,
            from_on=question.period.first,
            to_on=question.period.last,
            rows=[_row(report, row) for row in report.rows],
        )


def _about(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "title": gettext(figure.title),
        "definition": gettext(figure.definition),
        "unit": gettext(figure.unit),
        "measures": [
            MeasureAnswer(name=each.name, label=gettext(each.label), kind=str(each.kind))
            for each in figure.measures
        ],
    }


def _row(report: Report, row: Row) -> RowAnswer:
    keys = {
        str(key): KeyAnswer(code=code, name=key_text(key, code, report.names))
        for key, code in zip(report.keys, row.keys, strict=True)
    }
    values: dict[str, Value] = {}
    if not row.is_hidden:
        for measure, value in zip(report.figure.measures, row.values, strict=True):
            number = None if value is None else number_of(measure.kind, value)
            match number:
                case Money():
                    values[measure.name] = MoneyBody.of(number)
                case None | int():
                    values[measure.name] = number
                case _:
                    values[measure.name] = float(number)
    return RowAnswer(keys=keys, values=values, withheld=row.is_hidden)
