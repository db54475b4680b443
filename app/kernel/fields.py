"""Reads data from outside field by field and keeps every problem with its path, e.g. `bands[0].from`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.kernel.errors import Problem
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.wall import read_minute

Word = TypeVar("Word", bound=StrEnum)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_NO_DAY = date.min

# Up to 2**53 fen every program's numbers are exact, and every column holds them.
LARGEST_MINOR = 2**53


class Fields:
    """The fields of one object. A getter answers a valid value, or notes a problem and answers a stand-in.

    The stand-ins let the reader go on and find the other problems; `problems` is shared by nested objects,
    and whoever built the outermost object raises them all at the end. Null counts as not given.
    """

    def __init__(self, data: object, problems: list[Problem], path: str = "") -> None:
        """Wrap `data`, which may be anything: what is no object has no field, and is a problem itself."""
        self.problems = problems
        self.path = path
        self._data: Mapping[object, object] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            self.refuse(None, N_("This must be an object."))

    def has(self, name: str) -> bool:
        """Tell whether the field is given."""
        return self._data.get(name) is not None

    def names(self) -> list[str]:
        """Return the names of all fields given, for objects whose names are data themselves."""
        return [name for name in self._data if isinstance(name, str)]

    def are_good(self, *names: str) -> bool:
        """Tell whether none of these, nor anything in them, was refused: a rule over them all makes sense."""
        places = [self._place(name) for name in names]
        refused = [problem.field for problem in self.problems if problem.field is not None]
        return not any(_is_within(field, place) for field in refused for place in places)

    def refuse(
        self,
        name: str | None,
        message: str,
        *,
        code: str = "invalid",
        fix: str | None = None,
        **values: object,
    ) -> None:
        """Note a problem with a field, or with the object itself when `name` is None."""
        place = self.path if name is None else self._place(name)
        self.problems.append(Problem(code, message, field=place or None, fix=fix, values=values))

    def integer(self, name: str, *, low: int, high: int, default: int | None = None) -> int:
        """Return a true integer between `low` and `high`; floats, strings and booleans are refused."""
        value = self._data.get(name)
        if value is None and default is not None:
            return default
        if type(value) is not int:
            self.refuse(name, N_("This must be a whole number."))
        elif not low <= value <= high:
            self.refuse(name, N_("This must lie between %(low)s and %(high)s."), low=low, high=high)
        else:
            return value
        return low

    def optional_integer(self, name: str, *, low: int, high: int) -> int | None:
        """Return a true integer between `low` and `high`; None when it is not given."""
        return self.integer(name, low=low, high=high) if self.has(name) else None

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._data.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        self.refuse(name, N_("This must be true or false."))
        return default

    def text(self, name: str, *, longest: int, default: str | None = None) -> str:
        """Return a text without the spaces around it; blank only where the default is blank."""
        value = self._data.get(name)
        if value is None and default is not None:
            return default
        text = value.strip() if isinstance(value, str) else None
        if text is None or (not text and default != ""):
            self.refuse(name, N_("This must be a text."))
        elif len(text) > longest:
            self.refuse(name, N_("This must not be longer than %(longest)s characters."), longest=longest)
        else:
            return text
        return ""

    def choice(self, name: str, choices: type[Word], *, default: Word) -> Word:
        """Return one of the words of an enumeration."""
        return self.optional_choice(name, choices) or default

    def optional_choice(self, name: str, choices: type[Word]) -> Word | None:
        """Return one of the words of an enumeration; None when it is not given."""
        value = self._data.get(name)
        word = None if value is None else _word(value, choices)
        if value is not None and word is None:
            self.refuse(name, N_("This must be one of %(choices)s."), choices=", ".join(choices))
        return word

    def choices(
        self, name: str, choices: type[Word], *, default: frozenset[Word] | None = None
    ) -> frozenset[Word]:
        """Return some words of an enumeration; without a default at least one."""
        if not self.has(name) and default is not None:
            return default
        words = self._words(name, choices)
        if words or (words is not None and default is not None):
            return frozenset(words)
        message = N_("This must be a list with at least one of: %(choices)s.")
        self.refuse(name, message, choices=", ".join(choices))
        return default or frozenset()

    def sequence(self, name: str, choices: type[Word]) -> tuple[Word, ...]:
        """Return words of an enumeration in the order given, each once; none when it is not given."""
        words = self._words(name, choices) if self.has(name) else []
        if words is not None and len(set(words)) == len(words):
            return tuple(words)
        message = N_("This must be a list in which each of these stands at most once: %(choices)s.")
        self.refuse(name, message, choices=", ".join(choices))
        return ()

    def currency(self, name: str, *, default: str) -> str:
        """Return an ISO 4217 code."""
        code = self.text(name, longest=3, default=default)
        if code and not _CURRENCY.fullmatch(code):
            self.refuse(name, N_("This must be a currency code such as CNY."))
        return code

    def amount(self, name: str) -> Money | None:
        """Return the positive amount of `{"minor": 分, "currency": "CNY"}`; None when it is not given."""
        value = self._data.get(name)
        if value is None:
            return None
        parts = value if isinstance(value, Mapping) else {}
        minor, currency = parts.get("minor"), parts.get("currency", "CNY")
        if type(minor) is int and 0 < minor <= LARGEST_MINOR and currency == "CNY":
            return Money(minor, currency)
        self.refuse(name, N_("This must be a positive amount of whole fen in CNY."))
        return None

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
        self.refuse(name, N_("This must be a date such as 2026-12-31."))
        return _NO_DAY

    def minute(self, name: str) -> int | None:
        """Return the minute of the day of a time "HH:MM"; None (and a problem) when it is none."""
        value = self._data.get(name)
        minute = read_minute(value) if isinstance(value, str) else None
        if minute is None:
            self.refuse(name, N_("This must be a time such as 08:30."))
        return minute

    def items(self, name: str) -> Sequence[object]:
        """Return a list's items; an absent list is empty."""
        value = self._data.get(name)
        if value is None:
            return ()
        if isinstance(value, (list, tuple)):
            return value
        self.refuse(name, N_("This must be a list."))
        return ()

    def inner(self, name: str) -> Fields:
        """Return the fields of a nested object; an absent one is empty."""
        value = self._data.get(name)
        return Fields({} if value is None else value, self.problems, self._place(name))

    def objects(self, name: str, *, most: int) -> list[Fields]:
        """Return the fields of each object of a list of at most `most`."""
        items = self.items(name)
        if len(items) > most:
            self.refuse(name, N_("This must not have more than %(most)s entries."), most=most)
        place = self._place(name)
        return [Fields(item, self.problems, f"{place}[{at}]") for at, item in enumerate(items[:most])]

    def _words(self, name: str, choices: type[Word]) -> list[Word] | None:
        """Return a list's words, or None when it is no list of them."""
        value = self._data.get(name)
        if not isinstance(value, list):
            return None
        words = [_word(each, choices) for each in value]
        return None if None in words else [word for word in words if word is not None]

    def _place(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _word(value: object, choices: type[Word]) -> Word | None:
    try:
        return choices(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_within(field: str, place: str) -> bool:
    return field == place or field.startswith((f"{place}.", f"{place}["))
