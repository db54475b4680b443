"""The most a programme pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a programme pays; None is no cap."""

    per_application: Money | None = None
    per_contract: Money | None = None
    per_year: Money | None = None
