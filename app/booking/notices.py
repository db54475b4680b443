"""What people are told about a booking. Each notice waits in the outbox, queued once by its key."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell as tell_person
from app.booking.domain.cards import Setting
from app.calendar import queries as calendar
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
    return Setting(details.name, details.name_zh, details.name_en, zone)


def tell(
    people: Iterable[PersonCard],
    booking: BookingCard,
    notice: Notice,
    setting: Setting,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Queue a mail to each of `people` in their own language; times are on the instrument's own clock."""
    clock = ZoneInfo(setting.zone)
    values = {
        "ref": booking.ref,
        "starts": f"{booking.span.start.astimezone(clock):%Y-%m-%d %H:%M}",
        "ends": _end(booking.span.start.astimezone(clock), booking.span.end.astimezone(clock)),
        "zone": setting.zone,
        "reason": reason or "",
    }
    for person in people:
        tell_person(
            person,
            template=f"booking_{notice}",
            values=values | {"instrument": name_in(person.locale, setting) or setting.name},
            now=now,
            # A usage record may be signed, disputed and signed again: each is news.
            key=f"{booking.ref}:{notice}:{booking.usage.number if booking.usage else 0}:{person.id}",
        )


def _end(start: datetime, end: datetime) -> str:
    """Return when it ends: the day too where that is another than it starts on."""
    return f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
