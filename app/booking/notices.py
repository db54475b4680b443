"""What people are told about a booking. Each notice waits in the outbox, queued once by its key."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.accounts import queries as accounts
from app.accounts.domain.notices import Channel
from app.accounts.domain.roles import Role
from app.accounts.telling import Telling, tell_all
from app.booking.domain.cards import Setting
from app.booking.inviting import asked_for
from app.calendar import queries as calendar
from app.infra.calendar_invitations import AskedInvitation, Insistence, Side
from app.infra.names import name_in
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.accounts.domain.actor import PersonCard
    from app.booking.domain.cards import BookingCard
    from app.pool.domain.cards import InstrumentCard

KEEPERS = (Role.KEEPER, Role.PROVIDER_MANAGER)


class Notice(StrEnum):
    """What is told; the values name the templates `templates/mail/booking_….txt`."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    PROVIDER_CANCELLED = "provider_cancelled"
    REMINDER = "reminder"
    NO_SHOW = "no_show"
    APPEALED = "appealed"
    SIGNED = "signed"
    DISPUTED = "disputed"
    SETTLED = "settled"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    DIARY = "diary"


#: What changes a calendar, and so brings an invitation along.
_INVITING = frozenset(
    {
        Notice.CONFIRMED,
        Notice.DECLINED,
        Notice.EXPIRED,
        Notice.PROVIDER_CANCELLED,
        Notice.NO_SHOW,
        Notice.CHANGED,
    }
)
#: What is told for the sake of the invitation alone: the reader did it, or asked to be told of all.
_ONLY_INVITING = frozenset({Notice.RECEIVED, Notice.WITHDRAWN, Notice.DIARY})


def tell_keepers(booking: BookingCard, notice: Notice, now: datetime, reason: str | None = None) -> None:
    """Tell those who keep the instrument."""
    keepers = accounts.people_of(booking.provider_organisation_id, KEEPERS)
    tell(keepers, booking, notice, setting_of(booking), now, reason)


def tell_customer(booking: BookingCard, notice: Notice, now: datetime, reason: str | None = None) -> None:
    """Tell whoever booked."""
    person = accounts.get_person(booking.person_id)
    tell([person], booking, notice, setting_of(booking), now, reason)


def setting_of(booking: BookingCard) -> Setting:
    """Look up where a booking takes place."""
    zone = calendar.get_schedule(booking.instrument_id).zone
    return setting_in(pool.get_instrument(booking.instrument_id), zone)


def setting_in(instrument: InstrumentCard, zone: str) -> Setting:
    """Return what a notice says of an instrument that keeps the time of `zone`."""
    details = instrument.details
    place = ", ".join(filter(None, (details.location, details.institution, details.city)))
    return Setting(details.name, details.name_zh, details.name_en, zone, place)


def tell(
    people: Iterable[PersonCard],
    booking: BookingCard,
    notice: Notice,
    setting: Setting,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Queue a mail to each of `people` in their own language; times are on the instrument's own clock."""
    tell_all([telling(each, booking, notice, setting, now, reason) for each in people], now)


def telling(
    person: PersonCard,
    booking: BookingCard,
    notice: Notice,
    setting: Setting,
    now: datetime,
    reason: str | None = None,
) -> Telling:
    """Return a notice to one person, with the invitation it brings if it changes their calendar."""
    clock = ZoneInfo(setting.zone)
    values = {
        "ref": booking.ref,
        "instrument": name_in(person.locale, setting) or setting.name,
        "place": setting.place,
        "starts": f"{booking.span.start.astimezone(clock):%Y-%m-%d %H:%M}",
        "ends": _end(booking.span.start.astimezone(clock), booking.span.end.astimezone(clock)),
        "zone": setting.zone,
        "reason": reason or "",
    }
    return Telling(
        person,
        f"booking_{notice}",
        values,
        key=f"{booking.ref}:{notice}:{_number(booking, notice)}:{person.id}",
        invitation=_invitation(person, booking, notice, now),
        ways=frozenset({Channel.MAIL}) if notice in _ONLY_INVITING else frozenset(Channel),
    )


def _number(booking: BookingCard, notice: Notice) -> int:
    """Return what tells one notice of a kind from the next: each change of place or name is news.

    A usage record may be signed, disputed and signed again, too.
    """
    if notice in {Notice.CHANGED, Notice.DIARY}:
        return booking.revision
    return booking.usage.number if booking.usage else 0


def _invitation(
    person: PersonCard, booking: BookingCard, notice: Notice, now: datetime
) -> AskedInvitation | None:
    if notice in _INVITING:
        return asked_for(booking, person.id, Side.OWN, Insistence.WITH_NOTICE, now)
    if notice in _ONLY_INVITING - {Notice.DIARY}:
        return asked_for(booking, person.id, Side.OWN, Insistence.WANTED, now)
    if notice is Notice.DIARY:
        return asked_for(booking, person.id, Side.KEEPER, Insistence.WITH_NOTICE, now)
    return None


def _end(start: datetime, end: datetime) -> str:
    """Return when it ends: the day too where that is another than it starts on."""
    return f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
