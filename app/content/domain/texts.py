"""What a text that everybody will read may hold: its length, its tables; and an address made of it."""

from __future__ import annotations

import re
import unicodedata

from app.kernel.errors import Problem
from app.kernel.text import N_

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_BODY = 30_000
MOST_CELLS = 2_000
LONGEST_SLUG = 80

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The line under a table's head has nothing else, also within a quotation or a list.
_OF_A_RULE = frozenset("|-: >")


def slug_from(text: str) -> str:
    """Return a text in Latin letters as part of an address: `How a voucher works` → `how-a-voucher-works`."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:LONGEST_SLUG].strip("-")


def cells_of(body: str) -> int:
    """Return how many cells the tables of a text have, those that short rows leave out included."""
    cells, columns = 0, 0
    for line in body.split("\n"):
        if not line.strip(" >"):
            columns = 0
        elif "|" in line and "-" in line and _OF_A_RULE.issuperset(line):
            columns = line.count("|") + 1
        cells += columns
    return cells


def length_problems(field: str, text: str, longest: int) -> list[Problem]:
    """Return what is wrong with the length of a text."""
    if len(text) <= longest:
        return []
    return [
        Problem(
            "too_long",
            N_("This has %(length)s characters; %(longest)s are the most."),
            field,
            N_("Shorten it."),
            {"length": len(text), "longest": longest},
        )
    ]


def table_problems(field: str, body: str) -> list[Problem]:
    """Return what is wrong with the tables of a text."""
    cells = cells_of(body)
    if cells <= MOST_CELLS:
        return []
    return [
        Problem(
            "table_too_large",
            N_("The tables of this text have %(cells)s cells; %(most)s are the most."),
            field,
            N_("Tell what matters of it, and link to the whole table."),
            {"cells": cells, "most": MOST_CELLS},
        )
    ]
