"""Imports instruments with a schedule each, and hours and price too where a template gives both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.publishing.ownership import own_provider
from app.booking.revising import tell_revised
from app.calendar.schedules import NewSchedule, create_schedules_many
from app.pool.domain.days import POOL_ZONE
from app.pool.importing import ToProvider, import_instruments
from app.pool.instruments import PublishingFacts, publish_priced_drafts
from app.pool.rate_cards import publish_first_rate_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import IO

    from app.accounts.domain.actor import Actor
    from app.calendar.domain.hours import WeeklyHours
    from app.infra.events import EventActor
    from app.pool.domain.rates import RateTerms
    from app.pool.importing import ImportReport


@dataclass(frozen=True, slots=True)
class Template:
    """What every imported instrument starts with; without hours or terms the keeper adds them later."""

    zone: str = POOL_ZONE.key
    hours: WeeklyHours | None = None
    terms: RateTerms | None = None


PLAIN = Template()


@dataclass(frozen=True, slots=True)
class Imported:
    """An import's report and the new instruments (drafts) by id."""

    report: ImportReport
    instrument_ids: tuple[int, ...]


def import_own(stream: IO[bytes], *, by: Actor, now: datetime) -> Imported:
    """Load a file of the actor's own provider's instruments.

    Raises Forbidden when the actor's organisation is no provider, Invalid for a file that is refused whole.
    """
    target = ToProvider(own_provider(by).code)
    equip = equipping(PLAIN, event_actor(by), now)
    added: list[int] = []

    def on_added(instrument_ids: Sequence[int]) -> None:
        equip(instrument_ids)
        added.extend(instrument_ids)

    report = import_instruments(stream, target=target, by=event_actor(by), now=now, on_added=on_added)
    return Imported(report, tuple(added))


def equipping(template: Template, by: EventActor, now: datetime) -> Callable[[Sequence[int]], None]:
    """Return the `on_added` of an import: gives a chunk's new instruments (by id) what the template says.

    With both hours and terms they are published.
    """
    furnish = furnishing(template, by, now)

    def equip(instrument_ids: Sequence[int]) -> None:
        furnish(instrument_ids)
        if template.hours is not None:
            facts = PublishingFacts(has_hours=bool(template.hours.periods))
            publish_priced_drafts(instrument_ids=instrument_ids, facts=facts, by=by, now=now)

    return equip


def furnishing(template: Template, by: EventActor, now: datetime) -> Callable[[Sequence[int]], None]:
    """Return the `on_added` of an import that leaves new instruments drafts, with what the template says."""

    def furnish(instrument_ids: Sequence[int]) -> None:
        create_schedules_many(
            schedules=[NewSchedule(each, template.zone, 1, template.hours) for each in instrument_ids]
        )
        if template.terms is not None:
            publish_first_rate_cards(instrument_ids=instrument_ids, terms=template.terms, by=by, now=now)
        tell_revised(now)  # the rows of the same chunk that changed what is booked already

    return furnish
