"""All that an instrument's page shows, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.bookable import bookable
from app.booking.domain.repair import first_within
from app.booking.present.places import place_of
from app.booking.present.recognised import recognitions_for
from app.booking.present.week import week_of
from app.booking.publishing.ownership import keeps, visible_instrument
from app.calendar import queries as calendar
from app.calendar.domain.free import Buffers
from app.kernel.interval import Interval
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor
    from app.booking.bookable import Bookable
    from app.booking.present.places import Place
    from app.booking.present.week import Week
    from app.calendar.queries import Schedule
    from app.pool.domain.cards import InstrumentCard, RecognitionCard
    from app.pool.domain.rates import RateTerms

MOST_SIMILAR = 4
USUAL_MINUTES = 60


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """An instrument, where it stands, its week and its terms; `similar` are others of its kind.

    `outside` is what blocks the week by the names of outside calendars, for its keepers alone.
    """

    subject: Bookable
    place: Place | None
    week: Week
    terms: RateTerms | None
    accreditation_ref: str | None
    recognition: RecognitionCard | None
    similar: tuple[InstrumentCard, ...]
    is_own: bool
    outside: Mapping[str, Sequence[Interval]]
    wanted_minutes: int | None

    @property
    def instrument(self) -> InstrumentCard:
        """Return the instrument itself."""
        return self.subject.instrument

    @property
    def schedule(self) -> Schedule:
        """Return its hours."""
        return self.subject.schedule

    @property
    def usual_minutes(self) -> int:
        """Return the length that a click on a free time chooses."""
        rules = self.instrument.rules
        return min(max(self.wanted_minutes or USUAL_MINUTES, rules.min_minutes), rules.max_minutes)

    def offered(self, free: Interval) -> Interval | None:
        """Return what a click on a free time of a day chooses, None where it is too short for any booking.

        A booking may end on the next day; what follows the last one of the week is not known here.
        """
        parts = (
            Interval(max(each.start, free.start), each.end)
            for each in self.week.fillable
            if each.overlaps(free)
        )
        found = first_within(self.subject.rules_of(free), parts, self.usual_minutes)
        if found is not None and found.start < free.end:
            return found
        if free.end < self.week.whole(self.subject.zone).end:
            return None
        return Interval(free.start, min(free.end, free.start + timedelta(minutes=self.usual_minutes)))


def instrument_page(
    instrument_id: int, actor: Actor | None, *, week: date | None, minutes: int | None, now: datetime
) -> InstrumentPage:
    """Gather the page. Raises NotFound for an instrument the reader may not know of."""
    instrument = visible_instrument(instrument_id, actor)
    subject = bookable(instrument)
    today = now.astimezone(subject.zone).date()
    card = subject.rate_card_on(today)
    accreditation = pool.accreditation_for(instrument.provider.id, today)
    region = instrument.region_code
    shown, is_own = week_of(subject.schedule, week, now, _buffers(subject)), keeps(actor, instrument)
    return InstrumentPage(
        subject=subject,
        place=place_of(region, pool.regions_around(region)) if region else None,
        week=shown,
        terms=card.terms if card else None,
        accreditation_ref=accreditation.ref if accreditation else None,
        recognition=recognitions_for(actor, now)(instrument),
        similar=_similar(instrument),
        is_own=is_own,
        outside=calendar.outside_blocks(instrument_id, shown.whole(subject.zone)) if is_own else {},
        wanted_minutes=minutes,
    )


def _buffers(subject: Bookable) -> Buffers:
    margins = subject.margins
    return Buffers(margins.set_up_buffer_minutes, margins.clean_up_buffer_minutes)


def _similar(instrument: InstrumentCard) -> tuple[InstrumentCard, ...]:
    kind = instrument.details.class_code or instrument.details.category
    if not kind:
        return ()
    page = pool.catalogue(pool.CatalogueFilter(category=kind), limit=MOST_SIMILAR + 1)
    return tuple(card for card in page.items if card.id != instrument.id)[:MOST_SIMILAR]
