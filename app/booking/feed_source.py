"""What calendar feeds need to know of bookings (calendar.ports.FeedSource)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.domain.states import DEAD, State
from app.booking.queries.bookings import bookings_by_id
from app.booking.queries.feed_entries import feed_entries, feed_standing
from app.calendar.domain.feed import Audience, EventStatus, FeedCard, FeedEvent, FeedKind, host_of
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.accounts.domain.actor import OrganisationCard
    from app.booking.domain.cards import BookingCard
    from app.calendar.domain.feed import FeedOwner
    from app.calendar.ports import Entries, Standing
    from app.kernel.interval import Interval
    from app.pool.domain.cards import InstrumentCard


@dataclass(frozen=True, slots=True)
class BookingFeedSource:
    """Bookings as calendar events; `base_url` is where each one's page is."""

    base_url: str

    @property
    def host(self) -> str:
        """Return what ends the UIDs of this installation, so that two installations have no UID in common."""
        return host_of(self.base_url)

    def standing(self, owner: FeedOwner, window: Interval) -> Standing:
        """Return what the feed's text hangs on, for a statement of the calendar's."""
        return feed_standing(owner, window)

    def entries(self, owner: FeedOwner, window: Interval) -> Entries:
        """Return the feed's bookings for a statement of the calendar's."""
        return feed_entries(owner, window)

    def events(self, ids: Collection[int], audience: Audience) -> Mapping[int, FeedEvent]:
        """Return bookings as they are told to an audience. Three queries.

        The bookings are read first: what is newer than its revision says is made anew at the next.
        """
        found = bookings_by_id(ids)
        instruments = pool.instruments({each.instrument_id for each in found})
        enterprises = accounts.organisations({each.enterprise_id for each in found})
        return {
            each.id: self._told(
                each, instruments[each.instrument_id], enterprises[each.enterprise_id], audience
            )
            for each in found
        }

    def cards(self, owners: Sequence[FeedOwner], locale: str) -> Sequence[FeedCard]:
        """Return what names each feed: its person, organisation or instrument. Three queries."""
        people = accounts.people([each.person_id for each in owners if each.person_id is not None])
        organisations = accounts.organisations(
            [each.organisation_id for each in owners if each.organisation_id is not None]
        )
        instruments = pool.instruments(
            [each.instrument_id for each in owners if each.instrument_id is not None]
        )
        cards = []
        for owner in owners:
            if owner.instrument_id is not None:
                cards.append(_instrument_card(instruments[owner.instrument_id]))
            elif owner.kind is FeedKind.MINE and owner.person_id is not None:
                cards.append(FeedCard(people[owner.person_id].name))
            elif owner.organisation_id is not None:
                cards.append(FeedCard(_name(organisations[owner.organisation_id], locale)))
        return cards

    def keeps(self, organisation_id: int, instrument_id: int) -> bool:
        """Tell whether the instrument belongs to the provider that is this organisation."""
        instrument = pool.find_instrument(instrument_id)
        return instrument is not None and instrument.provider.organisation_id == organisation_id

    def instruments(self, organisation_id: int, limit: int) -> Sequence[tuple[int, str]]:
        """Return id and name of the instruments that belong to this organisation, by name."""
        return pool.instruments_kept_by(organisation_id, limit)

    def event(self, booking: BookingCard, audience: Audience) -> FeedEvent:
        """Return one booking as the feeds show it to those who may read all of it. Two queries."""
        return self._told(
            booking,
            pool.get_instrument(booking.instrument_id),
            accounts.get_organisation(booking.enterprise_id),
            audience,
        )

    def _told(
        self,
        booking: BookingCard,
        instrument: InstrumentCard,
        enterprise: OrganisationCard,
        audience: Audience,
    ) -> FeedEvent:
        status = _status(booking)
        keeps = audience is Audience.PROVIDER
        place = _instrument_card(instrument)
        return FeedEvent(
            uid=f"{booking.ref}@{self.host}",
            sequence=booking.revision,
            revised_at=booking.revised_at,
            span=booking.span,
            status=status,
            summary=f"{instrument.name} · {enterprise.name_zh}" if keeps else instrument.name,
            description="\n".join(filter(None, (booking.ref, booking.purpose))),
            location=place.location,
            geo=place.geo,
            url=f"{self.base_url}/bookings/{booking.ref}",
            transparent=status is EventStatus.CANCELLED,
            own=audience is not Audience.OTHERS,
        )


def _status(booking: BookingCard) -> EventStatus:
    if booking.state is State.REQUESTED:
        return EventStatus.TENTATIVE
    # A no-show that was settled took no time in the end.
    unused = booking.state is State.SETTLED and booking.usage is None
    return EventStatus.CANCELLED if unused or booking.state in DEAD else EventStatus.CONFIRMED


def _instrument_card(instrument: InstrumentCard) -> FeedCard:
    details = instrument.details
    geo = (details.lat, details.lon) if details.lat is not None and details.lon is not None else None
    location = ", ".join(filter(None, (details.location, details.institution, details.city)))
    return FeedCard(instrument.name, location, geo)


def _name(organisation: OrganisationCard, locale: str) -> str:
    return (locale == "en" and organisation.name_en) or organisation.name_zh
