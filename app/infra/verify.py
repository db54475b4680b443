"""Invariants as checks: `flask --app wsgi verify` runs every package's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant of domain.md. `run` returns what breaks it, a line each; nothing means it holds."""

    code: str
    title: str
    run: Callable[[], list[str]]
