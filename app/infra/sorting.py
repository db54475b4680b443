"""How a list is sorted and paged at once: by a column that never is empty, then by id, from the last row on.

The address says `sort=price` or `sort=-price` (falling) and a cursor with that row's values, so a page stays
right while rows come and go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, literal, tuple_

from app.infra.api.cursors import decode_cursor, encode_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
Value = int | str | date | datetime


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """A column to sort by, the kind of its values, and how a shown row tells its own."""

    column: InstrumentedAttribute[Any]
    kind: type[Value]
    value: Callable[[T], Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: by which key, falling or not, after which row."""

    name: str
    falls: bool
    after: tuple[Value, int] | None = None

    @property
    def text(self) -> str:
        """Return how the address says it."""
        return f"-{self.name}" if self.falls else self.name


NEWEST = Place("newest", falls=True)


@dataclass(frozen=True, slots=True)
class Sorts(Generic[T]):
    """The ways in which one list can be sorted. `default` is written as in the address."""

    keys: Mapping[str, Key[T]]
    identity: Key[T]
    default: str

    def place(self, sort: str | None, cursor: str | None) -> Place:
        """Return what an address asks for; an unknown key counts as none. Raises Invalid `invalid_cursor`."""
        text = sort if sort and sort.removeprefix("-") in self.keys else self.default
        name = text.removeprefix("-")
        after = tuple(decode_cursor(cursor, self.keys[name].kind, int)) if cursor else None
        return Place(name, text.startswith("-"), after)

    def asked(self) -> Place:
        """Return what the request's address asks for."""
        return self.place(request.args.get("sort"), request.args.get("cursor"))

    def apply(self, query: S, place: Place) -> S:
        """Return the query in that order, from that place on."""
        column, identity = self.keys[place.name].column, self.identity.column
        if place.after is not None:
            here = tuple_(column, identity)
            last = tuple_(*(literal(value, each.type) for value, each in zip(place.after, here, strict=True)))
            query = query.where(here < last if place.falls else here > last)
        if place.falls:
            return query.order_by(column.desc(), identity.desc())
        return query.order_by(column, identity)

    def page(self, found: Sequence[T], limit: int, place: Place) -> tuple[Sequence[T], str | None]:
        """Return the rows to show and the next cursor; `found` was asked for one row more than `limit`."""
        shown = found[:limit]
        if len(found) <= limit:
            return shown, None
        value = self.keys[place.name].value(shown[-1])
        plain = value.isoformat() if isinstance(value, date) else value
        return shown, encode_cursor([plain, self.identity.value(shown[-1])])
