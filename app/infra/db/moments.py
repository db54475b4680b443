"""What SQL makes of instants, the same on SQLite and PostgreSQL: lengths, and the month on a wall clock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, SQLColumnExpression, String, cast, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.kernel.steps import Step

Expression = SQLColumnExpression[Any]
# Every region of the pool keeps Beijing time, and has had no daylight saving since 1991.
_HOURS_AHEAD = 8


class _SecondsBetween(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True
    name = "seconds_between"


class _MonthOf(FunctionElement[str]):
    type = String()
    inherit_cache = True
    name = "month_of"


def seconds_between(start: Expression, end: Expression) -> ColumnElement[int]:
    """Return the whole seconds from one instant to another, each without its fraction."""
    return _SecondsBetween(start, end)


def month_of(instant: Expression) -> ColumnElement[str]:
    """Return the month of an instant on Beijing's clock, such as "2026-03"."""
    return _MonthOf(instant)


@compiles(_SecondsBetween, "sqlite")
def _seconds_on_sqlite(element: _SecondsBetween, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER))"


@compiles(_SecondsBetween, "postgresql")
def _seconds_on_postgresql(element: _SecondsBetween, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (f"FLOOR(EXTRACT(EPOCH FROM {compiler.process(e, **options)}))" for e in element.clauses)
    return f"CAST({end} - {start} AS BIGINT)"


@compiles(_MonthOf, "sqlite")
def _month_on_sqlite(element: _MonthOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"strftime('%Y-%m', {compiler.process(element.clauses, **options)}, '+{_HOURS_AHEAD} hours')"


@compiles(_MonthOf, "postgresql")
def _month_on_postgresql(element: _MonthOf, compiler: SQLCompiler, **options: Any) -> str:
    instant = compiler.process(element.clauses, **options)
    return f"to_char({instant} AT TIME ZONE INTERVAL '{_HOURS_AHEAD} hours', 'YYYY-MM')"


def step_of(instant: Expression, step: Step) -> ColumnElement[str]:
    """Return the month, quarter or year of an instant on Beijing's clock, as `Step` writes them."""
    month = month_of(instant)
    year = func.substr(month, 1, 4)
    match step:
        case Step.MONTH:
            return month
        case Step.QUARTER:
            number = (cast(func.substr(month, 6, 2), Integer) + 2) // 3
            return year.concat("-Q").concat(cast(number, String))
        case Step.YEAR:
            return year
