"""What an organisation shows in a hub: a project, a technology, a platform, or its experts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.signs import cleaned, on_one_line
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.hubs.domain.hubs import FacetCard
    from app.hubs.domain.states import EntryState

LONGEST: Mapping[str, int] = {"name_zh": 120, "name_en": 200, "text_zh": 6000, "text_en": 6000}


class EntryKind(StrEnum):
    """项目 · 关键技术 · 平台 · 专家团队."""

    PROJECT = "project"
    TECHNOLOGY = "technology"
    PLATFORM = "platform"
    EXPERTS = "experts"


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What is said, as plain text with line breaks; `facets` by their slugs."""

    name_zh: str
    name_en: str = ""
    text_zh: str = ""
    text_en: str = ""
    facets: tuple[str, ...] = ()

    def cleaned(self) -> EntryWords:
        """Return the words without signs that no reader sees, the names each on one line."""
        return replace(
            self,
            name_zh=on_one_line(self.name_zh),
            name_en=on_one_line(self.name_en),
            text_zh=cleaned(self.text_zh),
            text_en=cleaned(self.text_en),
        )

    def problems(self) -> list[Problem]:
        """Return what not even a draft may be: without any name, or too long."""
        message = N_("This must not be longer than %(longest)s characters.")
        found = [
            Problem("invalid", message, name, values={"longest": most})
            for name, most in LONGEST.items()
            if len(getattr(self, name)) > most
        ]
        if not self.name_zh and not self.name_en:
            found.append(Problem("name_missing", N_("Give it a name, in one language at least."), "name_zh"))
        return found

    def missing(self) -> list[Problem]:
        """Return what an entry still lacks before others may read it."""
        found = []
        if not self.name_zh:
            found.append(Problem("name_missing", N_("Give it a name in Chinese."), "name_zh"))
        if not self.text_zh:
            found.append(Problem("text_missing", N_("Say in Chinese what it is."), "text_zh"))
        if bool(self.name_en) != bool(self.text_en):
            field = "text_en" if self.name_en else "name_en"
            found.append(
                Problem("half_english", N_("Give both the name and the text in English, or neither."), field)
            )
        if not self.facets:
            message = N_("Choose at least one area, technology or kind of instrument: it is found by them.")
            found.append(Problem("facets_missing", message, "areas"))
        return found


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry with one of its texts: for readers the public one, for its organisation the newest.

    `since` is when it came into its state, `is_public` whether any text of it is read by others. `version`
    rises with each change: who decides about an entry says which version was read.
    """

    id: int
    ref: str
    hub_id: int
    kind: EntryKind
    state: EntryState
    organisation: OrganisationCard
    author_id: int
    version: int
    is_public: bool
    created_at: datetime
    since: datetime
    published_at: datetime | None
    text_id: int
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
    facets: tuple[FacetCard, ...]

    @property
    def words(self) -> EntryWords:
        """Return what is said, as a form holds it."""
        slugs = tuple(facet.slug for facet in self.facets)
        return EntryWords(self.name_zh, self.name_en, self.text_zh, self.text_en, slugs)
