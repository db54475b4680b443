"""A kept document, as every package may know of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document; `size` in bytes, `sha256` of its bytes in hexadecimal."""

    id: int
    ref: str
    sha256: str
    size: int
    media_type: str
    filename: str
    uploaded_by_name: str
    uploaded_at: datetime
