"""What the operator puts first on the home page: an instrument, a service or a provider, for some days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

#: So many stand on the home page on any one day.
MOST = 6
LONGEST_REF = 40
_PATH = re.compile(r"/(instruments|services)/([0-9]{1,9})/?|/(providers)/([0-9A-Za-z-]{1,40})/?", re.ASCII)


class FeaturedKind(StrEnum):
    """What can be put first."""

    INSTRUMENT = "instrument"
    SERVICE = "service"
    PROVIDER = "provider"


class FeaturedPhase(StrEnum):
    """Whether readers see it; `hidden`: its days are now, but it is published no more."""

    COMING = "coming"
    STANDING = "standing"
    HIDDEN = "hidden"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Target:
    """The thing: `ref` is a number, or a provider's code."""

    kind: FeaturedKind
    ref: str


@dataclass(frozen=True, slots=True)
class FeaturedTerms:
    """What, and from which day to which, both included."""

    target: Target
    from_on: date
    until_on: date

    def problems(self, today: date, others: Collection[FeaturedTerms]) -> list[Problem]:
        """Return every rule that is broken, beside what else is put first."""
        found = []
        if self.until_on < self.from_on:
            found.append(
                Problem("wrong_span", N_("The last day must not come before the first."), "until_on")
            )
        elif self.until_on < today:
            found.append(Problem("over_already", N_("This would be over already."), "until_on"))
        beside = [each for each in others if each.from_on <= self.until_on and self.from_on <= each.until_on]
        if any(each.target == self.target for each in beside):
            found.append(Problem("featured_already", N_("It is featured on some of these days."), "address"))
        if _most_at_once(self.from_on, beside) >= MOST:
            found.append(
                Problem(
                    "too_many_featured",
                    N_("There are %(most)s on some of these days, and more are not shown."),
                    "from_on",
                    N_("Choose other days, or take one off."),
                    {"most": MOST},
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class Featured:
    """One as it stands in the list; `place` grows from the first to the last."""

    id: int
    terms: FeaturedTerms
    place: int

    def phase(self, today: date, *, is_shown: bool) -> FeaturedPhase:
        """Return where it stands on a day; `is_shown` tells whether the thing is published."""
        if self.terms.until_on < today:
            return FeaturedPhase.OVER
        if today < self.terms.from_on:
            return FeaturedPhase.COMING
        return FeaturedPhase.STANDING if is_shown else FeaturedPhase.HIDDEN


def target_at(address: str) -> Target | None:
    """Return what has its page at an address of this site, or at a path of it."""
    try:
        found = _PATH.fullmatch(unquote(urlsplit(address.strip()).path))
    except ValueError:  # no address at all, such as http://[
        return None
    if found is None:
        return None
    numbered, number, _, code = found.groups()
    if numbered is None:
        return Target(FeaturedKind.PROVIDER, code)
    kind = FeaturedKind.INSTRUMENT if numbered == "instruments" else FeaturedKind.SERVICE
    return Target(kind, str(int(number)))


def _most_at_once(first: date, others: Collection[FeaturedTerms]) -> int:
    """Return how many stand on the fullest day from `first` on: that day is the first of one of them."""
    days = {max(first, each.from_on) for each in others}
    return max((sum(each.from_on <= day <= each.until_on for each in others) for day in days), default=0)
