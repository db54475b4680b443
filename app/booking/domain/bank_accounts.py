"""A provider's bank account for transfers: in whose name, at which bank, and its number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.kernel.errors import Problem
from app.kernel.text import N_

LONGEST: Mapping[str, int] = {"holder": 100, "bank": 100, "number": 34}
# Chinese accounts have up to 32 digits; an IBAN has letters too.
_NUMBER = re.compile(r"[0-9A-Z]{8,34}", re.ASCII)
_GAPS = re.compile(r"[\s\u2010-\u2015-]+")


@dataclass(frozen=True, slots=True)
class BankAccount:
    """The account; `number` is kept without spaces."""

    holder: str
    bank: str
    number: str

    @property
    def grouped(self) -> str:
        """Return the number in fours, as people compare it."""
        return " ".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))

    @property
    def last_four(self) -> str:
        """Return as much of the number as a log needs."""
        return self.number[-4:]

    def cleaned(self) -> BankAccount:
        """Return it as it is kept; a number may be typed in wide digits, as Chinese keyboards do."""
        number = _GAPS.sub("", unicodedata.normalize("NFKC", self.number))
        number = number.upper() if number.isascii() else number
        return replace(self, holder=_line(self.holder), bank=_line(self.bank), number=number)

    def problems(self) -> list[Problem]:
        """Return every rule that is broken."""
        found = []
        for name, text in (("holder", self.holder), ("bank", self.bank)):
            if not 0 < len(text) <= LONGEST[name]:
                message = N_("Give 1 to %(most)s characters.")
                found.append(Problem("invalid", message, name, values={"most": LONGEST[name]}))
        if not _NUMBER.fullmatch(self.number):
            message = N_("An account number has 8 to 34 digits or letters.")
            found.append(Problem("invalid", message, "number"))
        return found


def _line(text: str) -> str:
    """Return a text without signs that are not for reading."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
