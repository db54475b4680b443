"""The pages of moving in: what was sent so far, and a file with what it means and would bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import current_app

from app.booking.domain.moving_headings import Heading, guessed_columns
from app.booking.forms.moving import Ours, meaning_form
from app.booking.moving.files import kept_content, sent_files
from app.booking.moving.tables import UNNAMED, is_calendar, read_sheet
from app.booking.moving.taking_over import foresee, instruments_of, read_file
from app.booking.publishing.ownership import own_provider
from app.booking.queries.past_use import past_use_of_organisation
from app.calendar.domain.feed import own_hosts
from app.infra.names import name_of
from app.kernel.errors import DomainError
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.forms.moving import MeaningForm
    from app.booking.moving.files import MoveInCard
    from app.booking.moving.rows import ReadRows
    from app.booking.moving.taking_over import MoveReport
    from app.booking.queries.past_use import PastUseOf
    from app.pool.domain.cards import InstrumentCard, ProviderCard

MOST_REFUSED, MOST_ROWS = 100, 10


@dataclass(frozen=True, slots=True)
class MovedSoFar:
    """What a provider sent, and what its instruments were used for before."""

    files: list[MoveInCard]
    used: list[tuple[PastUseOf, InstrumentCard]]


@dataclass(slots=True)
class OpenFile:
    """A kept file with the form that says what it means."""

    card: MoveInCard
    content: bytes
    provider: ProviderCard
    form: MeaningForm
    own_hosts: str
    ours: Mapping[int, InstrumentCard] = field(default_factory=dict)

    def read(self, now: datetime) -> ReadRows:
        """Return what it says, by what the form says. Raises DomainError."""
        meaning = self.form.meaning()
        return read_file(self.content, meaning, self.provider, self.card.kind, now, self.own_hosts)

    def shown(self, now: datetime) -> MoveReport | None:
        """Return what taking it over would do, or None: the form tells why that can't be said."""
        try:
            return foresee(self.read(now), self.card.kind)
        except DomainError as refusal:
            self.form.problems = self.form.problems or refusal.problems
            return None


def moved_so_far(by: Actor) -> MovedSoFar:
    """Gather the page. Raises Forbidden for no provider."""
    used = past_use_of_organisation(own_provider(by).organisation_id)
    cards = pool.instruments([each.instrument_id for each in used])
    return MovedSoFar(sent_files(by), [(each, cards[each.instrument_id]) for each in used])


def open_file(ref: str, by: Actor, chosen: str | None = None) -> OpenFile:
    """Open a kept file of the own provider; `chosen` is its column of instruments, where somebody said it.

    Raises NotFound, Forbidden.
    """
    provider = own_provider(by)
    card, content = kept_content(ref, provider.organisation_id)
    ours = instruments_of(provider)
    known = [Ours(each.id, name_of(each.details) or each.name, _called(each)) for each in ours.values()]
    headings, names = _words_of(content, card, chosen)
    form = meaning_form(headings, names, known)
    own = own_hosts(current_app.config["SETTINGS"].base_url)
    return OpenFile(card, content, provider, form, own, ours)


def _called(card: InstrumentCard) -> tuple[str, ...]:
    return (card.name, card.details.name_zh, card.details.name_en, card.details.model)


def _words_of(content: bytes, card: MoveInCard, chosen: str | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return a file's headings, and its instruments' names each with how it is shown."""
    if is_calendar(content):
        return (), {UNNAMED: card.filename}
    sheet = read_sheet(content)
    column = chosen or guessed_columns(sheet.headings).get(Heading.INSTRUMENT)
    return sheet.headings, {name: name for name in sheet.names(column)}
