"""An announcement that stands over every page for a while."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.content.domain.articles import LANGUAGES, Wording
from app.content.domain.texts import length_problems
from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TEXT = 300
LONGEST_LINK = 300


class BannerTone(StrEnum):
    """How loud it is."""

    INFO = "info"
    WAIT = "wait"
    BAD = "bad"


class BannerPhase(StrEnum):
    """Whether readers see it."""

    COMING = "coming"
    STANDING = "standing"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class BannerTerms:
    """What it says, where it leads ("": nowhere), and from when until when it stands."""

    texts: Wording
    tone: BannerTone
    link: str
    from_at: datetime
    until_at: datetime

    def problems(self, now: datetime) -> list[Problem]:
        """Return every rule that is broken."""
        found = []
        for language in LANGUAGES:
            found += length_problems(f"text_{language}", self.texts.of(language), LONGEST_TEXT)
        if not (self.texts.name_zh or self.texts.name_en):
            found.append(Problem("no_text", N_("Say it in one language at least."), "text_zh"))
        if self.link and not is_own_path(self.link):
            message = N_("A link leads to a page of this site: it begins with one slash.")
            found.append(Problem("wrong_link", message, "link", N_("Write, for instance, “/news”.")))
        if self.until_at <= self.from_at:
            found.append(Problem("wrong_span", N_("The end must come after the start."), "until_at"))
        elif self.until_at <= now:
            found.append(Problem("over_already", N_("This would be over already."), "until_at"))
        return found


@dataclass(frozen=True, slots=True)
class Banner:
    """An announcement as it stands."""

    id: int
    terms: BannerTerms
    taken_down_at: datetime | None = None

    def phase(self, now: datetime) -> BannerPhase:
        """Return where it stands at a moment."""
        if self.taken_down_at is not None or self.terms.until_at <= now:
            return BannerPhase.OVER
        return BannerPhase.COMING if now < self.terms.from_at else BannerPhase.STANDING


def is_own_path(link: str) -> bool:
    """Tell whether a link stays on this site; browsers read `//host` and a backslash as another's."""
    is_path = link.startswith("/") and not link.startswith("//") and len(link) <= LONGEST_LINK
    return is_path and not any(sign <= " " or sign == "\\" for sign in link)
