"""Everything of a kind is put into the search anew, in steps that keep nobody waiting.

A text is cut into tokens when it is stored: what an earlier version stored is found as that version cut it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.infra.db import transaction

STEP = 200


@dataclass(frozen=True, slots=True)
class Indexed:
    """A kind of subject in the search. `put` takes an id and how many of those above it to put in anew, and
    returns their ids in order, none after the last.
    """

    kind: str
    put: Callable[[int, int], Sequence[int]]


def reindex(indexed: Indexed) -> int:
    """Put all of a kind into the search anew, each step in a transaction of its own, and return how many."""
    number = after = 0
    while put := transaction(partial(indexed.put, after, STEP)):
        number, after = number + len(put), put[-1]
    return number
