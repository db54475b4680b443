"""Tells those who keep an instrument what became of its outside calendars (calendar.ports.Keepers)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.accounts import queries as accounts
from app.accounts.telling import tell
from app.booking.notices import KEEPERS, setting_in
from app.booking.queries.bookings import bookings_of
from app.calendar import queries as calendar
from app.calendar.domain.outside_words import outcome_words
from app.infra.names import name_in
from app.pool import queries as pool
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.calendar.domain.outside_cards import Ailment, OutsideCard

#: A mail names so many bookings; the page has all of them.
MOST_NAMED = 20


class BookingKeepers:
    """What outside calendars tell of is bookings, and goes to the provider's keepers and managers."""

    def clashed(self, card: OutsideCard, references: Sequence[str], now: datetime) -> None:
        """Tell of the bookings that a reading brought under a calendar's time: none of them is cancelled."""
        zone = _zone(card)
        named = [
            (booking.ref, _on_wall(booking.span.start, zone), _on_wall(booking.span.end, zone))
            for booking in bookings_of(references)[:MOST_NAMED]
        ]
        values = {"number": len(references), "named": named}
        _tell(card, "clash", values, now, f"clash:{now.isoformat()}")

    def ailing(self, card: OutsideCard, ailment: Ailment, now: datetime) -> None:
        """Tell that a calendar is not read as it should be; of the same ailment once a day."""
        values = {
            "why": outcome_words(card.trouble or ""),
            "since": _on_wall(card.last_good_at, _zone(card)),
        }
        _tell(card, ailment, values, now, f"{ailment}:{voucher_day(now)}")


def _zone(card: OutsideCard) -> ZoneInfo:
    return ZoneInfo(calendar.get_schedule(card.instrument_id).zone)


def _on_wall(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _tell(card: OutsideCard, what: str, values: dict[str, Any], now: datetime, key: str) -> None:
    instrument = pool.get_instrument(card.instrument_id)
    setting = setting_in(instrument, calendar.get_schedule(card.instrument_id).zone)
    shared = values | {
        "calendar": card.name,
        "calendar_id": card.id,
        "instrument_id": card.instrument_id,
        "zone": setting.zone,
    }
    for person in accounts.people_of(instrument.provider.organisation_id, KEEPERS):
        tell(
            person,
            template=f"outside_{what}",
            values=shared | {"instrument": name_in(person.locale, setting) or setting.name},
            now=now,
            key=f"outside:{card.id}:{key}:{person.id}",
        )
