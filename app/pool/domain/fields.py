"""Reads data from outside field by field and keeps every problem with its path, e.g. `bands[0].from`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.kernel.wall import read_minute

if TYPE_CHECKING:
    from enum import StrEnum

Choice = TypeVar("Choice", bound="StrEnum")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_NO_DAY = date.min


class Fields:
    """The fields of one object. A getter answers a valid value, or notes a problem and answers a stand-in.

    The stand-ins let the reader go on and find the other problems; `problems` is shared by nested objects,
    and whoever built the outermost object raises them all at the end.
    """

    def __init__(self, data: object, problems: list[Problem], path: str = "") -> None:
        """Wrap `data`, which may be anything: what is no object has no field, and is a problem itself."""
        self.problems = problems
        self.path = path
        self._data: Mapping[object, object] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            self.refuse(None, N_("must be an object"))

    def has(self, name: str) -> bool:
        """Tell whether the field is given; null counts as not given."""
        return self._data.get(name) is not None

    def refuse(self, name: str | None, message: str, *, code: str = "invalid", **values: object) -> None:
        """Note a problem with a field, or with the object itself when `name` is None."""
        place = self.path if name is None else f"{self.path}.{name}" if self.path else name
        self.problems.append(Problem(code, message, field=place or None, values=values))

    def integer(self, name: str, *, low: int, high: int, default: int | None = None) -> int:
        """Return a true integer between `low` and `high`; floats, strings and booleans are refused."""
        value = self._data.get(name)
        if value is None and default is not None:
            return default
        if type(value) is not int:
            self.refuse(name, N_("must be a whole number"))
        elif not low <= value <= high:
            self.refuse(name, N_("must lie between %(low)s and %(high)s"), low=low, high=high)
        else:
            return value
        return low

    def text(self, name: str, *, longest: int, default: str | None = None) -> str:
        """Return a text that is not blank, without the spaces around it."""
        value = self._data.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, N_("must be a text"))
        elif len(value.strip()) > longest:
            self.refuse(name, N_("must not be longer than %(longest)s characters"), longest=longest)
        else:
            return value.strip()
        return ""

    def choice(self, name: str, choices: type[Choice], *, default: Choice) -> Choice:
        """Return one of the choices."""
        value = self._data.get(name)
        if value is None:
            return default
        if isinstance(value, str) and value in set(choices):
            return choices(value)
        self.refuse(name, N_("must be one of %(choices)s"), choices=", ".join(choices))
        return default

    def currency(self, name: str, *, default: str) -> str:
        """Return an ISO 4217 code."""
        code = self.text(name, longest=3, default=default)
        if code and not _CURRENCY.fullmatch(code):
            self.refuse(name, N_("must be a currency code such as CNY"))
        return code

    def day(self, name: str) -> date:
        """Return a calendar day written YYYY-MM-DD."""
        value = self._data.get(name)
        if isinstance(value, date) and type(value) is date:
            return value
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # a shape like 2026-02-30 is no day either; refused below
        self.refuse(name, N_("must be a day such as 2026-03-02"))
        return _NO_DAY

    def minute(self, name: str) -> int | None:
        """Return the minute of the day of a time "HH:MM"; None (and a problem) when it is none."""
        value = self._data.get(name)
        minute = read_minute(value) if isinstance(value, str) else None
        if minute is None:
            self.refuse(name, N_("must be a time such as 08:30"))
        return minute

    def items(self, name: str) -> Sequence[object]:
        """Return a list's items; an absent list is empty."""
        value = self._data.get(name)
        if value is None:
            return ()
        if isinstance(value, (list, tuple)):
            return value
        self.refuse(name, N_("must be a list"))
        return ()

    def objects(self, name: str, *, most: int) -> list[Fields]:
        """Return the fields of each object of a list of at most `most`."""
        items = self.items(name)
        if len(items) > most:
            self.refuse(name, N_("must not have more than %(most)s entries"), most=most)
        place = f"{self.path}.{name}" if self.path else name
        return [Fields(item, self.problems, f"{place}[{at}]") for at, item in enumerate(items[:most])]
