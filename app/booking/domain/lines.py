"""Price lines as they are kept with a quote or booking: plain data in, the same lines out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.booking.domain.settlement import SettledLine
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.pool.domain.pricing import LineKind, PriceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def lines_to_data(lines: Iterable[PriceLine]) -> list[dict[str, Any]]:
    """Return lines as JSON data; the currency is kept with the row that owns them."""
    return [_to_data(line) for line in lines]


def lines_from_data(data: Iterable[Mapping[str, Any]], currency: str) -> tuple[PriceLine, ...]:
    """Return the lines that `lines_to_data` wrote."""
    return tuple(_from_data(row, currency) for row in data)


def pairs_to_data(pairs: Iterable[SettledLine]) -> list[dict[str, Any]]:
    """Return a settlement's pairs of lines as JSON data."""
    return [
        {
            "quoted": _to_data(pair.quoted) if pair.quoted else None,
            "actual": _to_data(pair.actual) if pair.actual else None,
        }
        for pair in pairs
    ]


def pairs_from_data(data: Iterable[Mapping[str, Any]], currency: str) -> tuple[SettledLine, ...]:
    """Return the pairs that `pairs_to_data` wrote."""
    return tuple(
        SettledLine(
            _from_data(row["quoted"], currency) if row["quoted"] else None,
            _from_data(row["actual"], currency) if row["actual"] else None,
            currency,
        )
        for row in data
    )


def _to_data(line: PriceLine) -> dict[str, Any]:
    return {
        "kind": str(line.kind),
        "minor": line.amount.minor,
        "text": line.text,
        "minutes": line.minutes,
        "minor_per_hour": line.minor_per_hour,
        "start": line.span.start.isoformat() if line.span else None,
        "end": line.span.end.isoformat() if line.span else None,
        "values": dict(line.values),
        "quantity": line.quantity,
        "minor_each": line.minor_each,
    }


def _from_data(row: Mapping[str, Any], currency: str) -> PriceLine:
    span = None
    if row["start"] is not None:
        span = Interval(datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]))
    return PriceLine(
        LineKind(row["kind"]),
        Money(row["minor"], currency),
        row["text"],
        minutes=row["minutes"],
        minor_per_hour=row["minor_per_hour"],
        span=span,
        values=row["values"],
        # Lines that were kept before there were orders have neither.
        quantity=row.get("quantity", 0),
        minor_each=row.get("minor_each"),
    )
