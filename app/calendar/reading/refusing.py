"""Why a calendar is not read, and what is told about one that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unreadable(Invalid):
    """The file as a whole can't be trusted: nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a file that was read in a way its owner should know of. `message` is a catalogue text."""

    code: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
