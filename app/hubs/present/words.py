"""The words of the hubs: kinds of entry, dimensions, outcomes. All are catalogue texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.hubs.domain.entries import EntryKind
from app.hubs.domain.hubs import Dimension
from app.hubs.domain.states import Outcome
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class KindLook:
    """How a kind of entry is called, one and many, where its list is, and its icon."""

    shelf: str
    word: str
    words: str
    icon: str
    meaning: str


KINDS: Mapping[EntryKind, KindLook] = {
    EntryKind.PROJECT: KindLook(
        "projects", N_("Project"), N_("Projects"), "clipboard2-pulse",
        N_("Work under way that looks for partners, samples or money."),
    ),
    EntryKind.TECHNOLOGY: KindLook(
        "technologies", N_("Technology"), N_("Technologies"), "cpu",
        N_("A method that others may use, license or develop further."),
    ),
    EntryKind.PLATFORM: KindLook(
        "platforms", N_("Platform"), N_("Platforms"), "buildings",
        N_("A place with people and instruments that works for others."),
    ),
    EntryKind.EXPERTS: KindLook(
        "experts", N_("Experts"), N_("Experts' organisations"), "people",
        N_("A group that advises, reviews and trains."),
    ),
}  # fmt: skip
KIND_OF_SHELF: Mapping[str, EntryKind] = {look.shelf: kind for kind, look in KINDS.items()}

#: The areas are called as the hub calls them.
DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.TECHNOLOGY: N_("Technology"),
    Dimension.INSTRUMENT: N_("Instruments"),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FOUND_HERE: N_("We found a partner through this hub"),
    Outcome.FOUND_ELSEWHERE: N_("We found a partner elsewhere"),
    Outcome.NOT_FOUND: N_("We found nobody, or need it no more"),
}
