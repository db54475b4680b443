"""Bookings in their people's calendars by mail: which notices bring an invitation, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.calendar_choices import calendar_choice
from app.accounts.domain.calendar_choice import KeeperInvitations
from app.booking.domain.states import State
from app.booking.feed_source import BookingFeedSource
from app.booking.queries.bookings import get_booking
from app.calendar.domain.feed import Audience
from app.calendar.invitations import Meeting, Partaking, invitation
from app.calendar.present import feed_texts
from app.infra.calendar_invitations import AskedInvitation, Insistence, Side
from app.infra.db import read_only
from app.infra.i18n import LOCALES
from app.infra.names import name_in

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import BookingCard
    from app.infra.calendar_invitations import Invitation, Reader

#: A subscription may take a day to show a change: what is as near as that is mailed whatever was chosen.
URGENT = timedelta(hours=24)


def asked_for(
    booking: BookingCard, person_id: int, side: Side, insistence: Insistence, now: datetime
) -> AskedInvitation:
    """Return what a mail about a change of the booking shall bring."""
    is_near = booking.span.start - URGENT <= now < booking.span.end
    return AskedInvitation(booking.ref, person_id, side, Insistence.ALWAYS if is_near else insistence)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Makes the invitations; `source` writes the events of the feeds too."""

    source: BookingFeedSource

    def invitation(self, asked: AskedInvitation, reader: Reader) -> Invitation | None:
        """Return the booking as it stands, or None where the reader does not want invitations."""
        read_only()
        if asked.insistence is not Insistence.ALWAYS and not _is_wanted(asked):
            return None
        booking = get_booking(asked.ref)
        provider = accounts.get_organisation(booking.provider_organisation_id)
        keeps = asked.side is Side.KEEPER
        event = self.source.event(booking, Audience.PROVIDER if keeps else Audience.CUSTOMER)
        agreed = not keeps or booking.state is not State.REQUESTED
        meeting = Meeting(
            organiser=name_in(reader.locale, provider),
            organiser_address=parseaddr(reader.sender)[1],
            reader=accounts.get_person(asked.person_id).name,
            reader_address=reader.address,
            partaking=Partaking.ACCEPTED if agreed else Partaking.NEEDS_ACTION,
        )
        return invitation(event, feed_texts(LOCALES[reader.locale]), meeting)


def _is_wanted(asked: AskedInvitation) -> bool:
    choice = calendar_choice(asked.person_id)
    return choice.as_keeper is KeeperInvitations.ALL if asked.side is Side.KEEPER else choice.is_invited
