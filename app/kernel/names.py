"""What something is called in the two languages of the pool."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; "" where one is missing."""

    name_zh: str
    name_en: str

    @classmethod
    def alike(cls, name: str) -> Name:
        """Return a name that is the same in both languages, or only known in one."""
        return cls(name, name)
