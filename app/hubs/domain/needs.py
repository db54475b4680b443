"""What an enterprise looks for: posted with a last day, answered in private, closed with an outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.hubs.domain.states import NeedState, Outcome
from app.kernel.errors import Problem
from app.kernel.signs import cleaned, on_one_line
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.hubs.domain.hubs import FacetCard

LONGEST: Mapping[str, int] = {"title": 120, "text": 4000}
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NeedWords:
    """What is looked for, until which last day, and whether others read whose need it is."""

    title: str
    text: str
    until_on: date
    shows_name: bool
    facets: tuple[str, ...]

    def cleaned(self) -> NeedWords:
        """Return the words without signs that no reader sees, the title on one line."""
        return replace(self, title=on_one_line(self.title), text=cleaned(self.text))

    def problems(self, today: date) -> list[Problem]:
        """Return every broken rule."""
        message = N_("This must not be longer than %(longest)s characters.")
        found = [
            Problem("invalid", message, name, values={"longest": most})
            for name, most in LONGEST.items()
            if len(getattr(self, name)) > most
        ]
        if not self.title:
            found.append(Problem("title_missing", N_("Say in a few words what you look for."), "title"))
        if not self.text:
            found.append(Problem("text_missing", N_("Describe what you need."), "text"))
        if not self.facets:
            message = N_("Choose at least one area, technology or kind of instrument: it is found by them.")
            found.append(Problem("facets_missing", message, "areas"))
        if not today <= self.until_on <= today + timedelta(days=MOST_DAYS):
            message = N_("The last day lies within a year from today.")
            found.append(Problem("until_out_of_range", message, "until_on"))
        return found


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need. Whose it is, others read only where `shows_name`."""

    id: int
    ref: str
    hub_id: int
    organisation: OrganisationCard
    author_id: int
    title: str
    text: str
    until_on: date
    shows_name: bool
    state: NeedState
    outcome: Outcome | None
    created_at: datetime
    facets: tuple[FacetCard, ...]

    def standing(self, today: date) -> NeedState:
        """Return where it stands on a day: one that is open beyond its last day reads as expired."""
        if self.state is NeedState.OPEN and self.until_on < today:
            return NeedState.EXPIRED
        return self.state

    def is_of(self, organisation_id: int | None) -> bool:
        """Tell whether an organisation posted it."""
        return organisation_id == self.organisation.id
