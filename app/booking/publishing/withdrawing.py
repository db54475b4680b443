"""Takes an instrument out of the catalogue, for a while or for good; what is booked stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.publishing.ownership import kept_instrument
from app.calendar.outside.connecting import pause_all
from app.pool import instruments

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import InstrumentCard


def withdraw(*, instrument_id: int, by: Actor, now: datetime) -> InstrumentCard:
    """Make it a draft again. Raises NotFound, Forbidden, Conflict `illegal_transition`."""
    kept_instrument(instrument_id, by)
    return instruments.withdraw_instrument(instrument_id=instrument_id, by=event_actor(by), now=now)


def retire(*, instrument_id: int, by: Actor, now: datetime) -> InstrumentCard:
    """Retire it for good; its outside calendars are read no more. Raises as `withdraw`."""
    kept_instrument(instrument_id, by)
    card = instruments.retire_instrument(instrument_id=instrument_id, by=event_actor(by), now=now)
    pause_all(instrument_id=instrument_id, now=now, by=event_actor(by))
    return card
