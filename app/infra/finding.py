"""The one search over everything: each package tells what it finds, and how its own list goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

    from app.infra.filters import Named

_EXTENSION = "onepool.finders"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, what is said beside it, and its page."""

    name: Named
    about: tuple[Named, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one kind of thing has for a search; `word` is a catalogue text, `icon` one of bootstrap-icons.

    `hits` are the first of `total`; with `is_more` that is counted no further. `url` is the list of them all.
    """

    word: str
    icon: str
    hits: tuple[Hit, ...]
    total: int
    url: str
    is_more: bool = False


#: Finds the first few things of one kind by words, in a fixed number of queries.
Finder = Callable[[str], Found]


def wire_finders(app: Flask, finders: Sequence[Finder]) -> None:
    """Tell the application what can be searched, in the order of the page; the factory does, once."""
    app.extensions[_EXTENSION] = tuple(finders)


def finders() -> tuple[Finder, ...]:
    """Return what the factory wired; KeyError means it did not."""
    return cast("tuple[Finder, ...]", current_app.extensions[_EXTENSION])
