"""State machines as tables: `(state, action) → state`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.kernel.errors import Conflict
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


def after(table: Mapping[tuple[S, A], S], state: S, action: A) -> S:
    """Return the next state; Conflict `illegal_transition` when the table has none."""
    try:
        return table[state, action]
    except KeyError:
        raise Conflict(
            "illegal_transition",
            N_("This is %(state)s, so it can not be done any more: %(action)s."),
            state=state,
            action=action,
        ) from None


def actions(table: Mapping[tuple[S, A], S], state: S) -> tuple[A, ...]:
    """Return what may be done in a state, in the order of the table: buttons, and the API's `actions`."""
    return tuple(action for at, action in table if at is state)
