"""What events are about: each package tells of its own, and where each subject stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import current_app
from sqlalchemy import Select, SQLColumnExpression, null, select

if TYPE_CHECKING:
    from flask import Flask

_EXTENSION = "onepool.event_subjects"

Standing = Callable[[], Select[Any]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of subject; `word` is a catalogue text.

    `standing` selects what the subjects' table says of every one whose changes of state are all events:
    `ref` (text), `state`, and `action`, the action of its last event where the table tells (else NULL).
    """

    kind: str
    word: str
    standing: Standing | None = None


def standing(
    ref: SQLColumnExpression[str],
    state: SQLColumnExpression[str],
    action: SQLColumnExpression[Any] | None = None,
) -> Select[Any]:
    """Return the query of a subject's `standing`: what its table says."""
    columns: list[SQLColumnExpression[Any]] = [ref.label("ref"), state.label("state")]
    return select(*columns, (null() if action is None else action).label("action"))


def wire_subjects(app: Flask, subjects: Sequence[Subject]) -> None:
    """Tell the application what events are about; the factory does, once."""
    app.extensions[_EXTENSION] = tuple(subjects)


def subjects() -> tuple[Subject, ...]:
    """Return the kinds the factory wired; KeyError means it did not."""
    return cast("tuple[Subject, ...]", current_app.extensions[_EXTENSION])
