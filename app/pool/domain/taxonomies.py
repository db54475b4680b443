"""The taxonomies of the pool: the classes of instruments, their kinds, and words that mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.pool.domain.instruments import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_WORDS = 20
LONGEST_WORD = 60


class Taxonomy(StrEnum):
    """What instruments are divided by: the code of their class, or the kind in words."""

    CLASS = "class"
    KIND = "kind"


LONGEST_CODE: Mapping[Taxonomy, int] = {
    Taxonomy.CLASS: LONGEST["class_code"],
    Taxonomy.KIND: LONGEST["category"],
}


@dataclass(frozen=True, slots=True)
class TermNames:
    """What a term is called; either may be "" where nobody has said."""

    name_zh: str
    name_en: str

    def problems(self) -> list[Problem]:
        """Return every name that is too long."""
        message, most = N_("This must not be longer than %(longest)s characters."), LONGEST["category"]
        return [
            Problem("invalid", message, field, values={"longest": most})
            for field, name in (("name_zh", self.name_zh), ("name_en", self.name_en))
            if len(name) > most
        ]


def code_problems(taxonomy: Taxonomy, code: str, field: str) -> list[Problem]:
    """Return what is wrong with a code as a text."""
    most = LONGEST_CODE[taxonomy]
    if 0 < len(code) <= most:
        return []
    message = N_("This needs 1 to %(longest)s characters.")
    return [Problem("invalid", message, field, values={"longest": most})]


def clean_words(typed: Iterable[str]) -> list[str]:
    """Return words as they are kept: in lower case, each once, in order."""
    return sorted({" ".join(word.lower().split()) for word in typed} - {""})


def word_problems(words: list[str]) -> list[Problem]:
    """Return what is wrong with a group of words."""
    found = []
    if not 2 <= len(words) <= MOST_WORDS:
        message = N_("A group needs 2 to %(most)s words.")
        found.append(Problem("word_number", message, "words", values={"most": MOST_WORDS}))
    if any(len(word) > LONGEST_WORD for word in words):
        message = N_("A word must not be longer than %(longest)s characters.")
        found.append(Problem("word_length", message, "words", values={"longest": LONGEST_WORD}))
    return found
