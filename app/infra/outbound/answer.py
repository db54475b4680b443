"""What came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status. `headers` have lower-case names; `body` is decoded.

    `url` is the address that answered, after redirects.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
