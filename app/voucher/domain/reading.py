"""Reads typed values out of JSON data, noting every problem instead of stopping at the first.

After a problem the reader returns a placeholder of the right type; the caller raises once `problems` is not
empty, so a placeholder never leaves it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from app.kernel.errors import Problem
from app.kernel.money import Money
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

E = TypeVar("E", bound=StrEnum)


class Reader:
    """Reads one JSON object; problems name their field as `prefix.name`."""

    def __init__(self, data: object, prefix: str, problems: list[Problem] | None = None) -> None:
        """Start reading `data`; anything but an object is itself a problem."""
        self._prefix = prefix
        self.problems: list[Problem] = [] if problems is None else problems
        self._missed: set[str] = set()
        self._data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.problems.append(Problem("invalid", N_("This must be an object."), field=prefix))

    def missed(self, *names: str) -> bool:
        """Tell whether any of these could not be read, so that rules over them would only confuse."""
        return not self._missed.isdisjoint(names)

    def refuse(self, name: str, code: str, message: str, *, fix: str | None = None, **values: object) -> None:
        """Note a problem with one value."""
        self._missed.add(name)
        self.problems.append(Problem(code, message, field=f"{self._prefix}.{name}", fix=fix, values=values))

    def inner(self, name: str) -> Reader:
        """Return a reader of a nested object that shares this one's problems; absent is empty."""
        value = self._data.get(name)
        return Reader({} if value is None else value, f"{self._prefix}.{name}", self.problems)

    def integer(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """Read a whole number within bounds."""
        value = self._data.get(name, default)
        if type(value) is int and least <= value <= most:
            return value
        self.refuse(
            name,
            "out_of_range",
            N_("This must be a whole number from %(least)s to %(most)s."),
            least=least,
            most=most,
        )
        return least

    def flag(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._data.get(name, default)
        if isinstance(value, bool):
            return value
        self.refuse(name, "invalid", N_("This must be true or false."))
        return default

    def text(self, name: str, *, default: str) -> str:
        """Read a text."""
        value = self._data.get(name, default)
        if isinstance(value, str):
            return value.strip()
        self.refuse(name, "invalid", N_("This must be a text."))
        return default

    def day(self, name: str) -> date:
        """Read a date such as `2026-12-31`; required."""
        value = self._data.get(name)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.refuse(name, "not_a_date", N_("This must be a date such as 2026-12-31."))
        return date.max

    def amount(self, name: str) -> Money | None:
        """Read `{"minor", "currency"}` with a positive amount; absent is None."""
        value = self._data.get(name)
        if value is None:
            return None
        inner = self.inner(name)
        minor, currency = inner._data.get("minor"), inner._data.get("currency", "CNY")  # noqa: SLF001 -- own class
        if type(minor) is int and minor > 0 and currency == "CNY":
            return Money(minor, currency)
        self.refuse(name, "not_an_amount", N_("This must be a positive amount of whole fen in CNY."))
        return None

    def member(self, name: str, kind: type[E], default: E) -> E:
        """Read one word of an enumeration."""
        value = self._data.get(name, default)
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self.refuse(name, "unknown_word", N_("This must be one of: %(words)s."), words=", ".join(kind))
        return default

    def members(self, name: str, kind: type[E], default: frozenset[E] | None = None) -> frozenset[E]:
        """Read a list of words of an enumeration; without a default it must name at least one."""
        value = self._data.get(name, None if default is None else list(default))
        known = set(kind)
        words = value if isinstance(value, list) else []
        good = isinstance(value, list) and all(isinstance(word, str) and word in known for word in words)
        if good and (words or default is not None):
            return frozenset(kind(word) for word in words)
        self.refuse(
            name,
            "unknown_word",
            N_("This must be a list with at least one of: %(words)s."),
            words=", ".join(kind),
        )
        return default or frozenset()
