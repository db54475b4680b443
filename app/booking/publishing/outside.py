"""A keeper connects outside calendars to an instrument. What is not theirs they do not even learn of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.accounts.domain.roles import Role
from app.booking.publishing.ownership import keeps, visible_instrument
from app.calendar.outside import connecting, polling
from app.calendar.outside.drafting import discard_draft, draft_calendar
from app.calendar.queries import no_such_calendar
from app.infra.outbound import PlainHttp
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool.domain.states import InstrumentState

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.calendar.outside.drafting import NewCalendar
    from app.pool.domain.cards import InstrumentCard

Deed = Callable[[connecting.Change], None]
Reading = Callable[..., None]

DEEDS: dict[str, Deed] = {
    "pause": connecting.pause,
    "resume": connecting.resume,
    "remove": connecting.remove,
}
READINGS: dict[str, Reading] = {"read": polling.read_now, "take": polling.take_as_it_is}


def own_instrument(instrument_id: int, actor: Actor) -> InstrumentCard:
    """Return an instrument whose outside calendars the actor keeps. Raises NotFound for all others."""
    instrument = visible_instrument(instrument_id, actor)
    if not keeps(actor, instrument):
        raise no_such_calendar()
    return instrument


def _in_use(instrument_id: int, actor: Actor) -> None:
    """Refuse calendars for what is retired: nobody books it, so none is read any more."""
    if own_instrument(instrument_id, actor).state is InstrumentState.RETIRED:
        raise Conflict("illegal_transition", N_("A retired instrument is not edited any more."))


def preview(new: NewCalendar, *, by: Actor, now: datetime) -> str:
    """Look at a calendar, and keep it for a day; return the draft's reference. Opens its own transactions.

    Raises NotFound, TooManyRequests, Conflict for what is retired, Invalid: whatever stands in the way of
    reading it, and `managers_only` where somebody else than the provider's manager allows an address without
    encryption.
    """
    _in_use(new.instrument_id, by)
    if new.plain_http is PlainHttp.ALLOWED and Role.PROVIDER_MANAGER not in by.roles:
        raise Invalid(
            "managers_only",
            N_("Only the provider’s manager may allow an address without encryption."),
            field="plain_http",
            fix=N_("Give the address that begins with https://, or ask the manager."),
        )
    return draft_calendar(new, now)


def connect(instrument_id: int, ref: str, *, by: Actor, now: datetime) -> int:
    """Let a previewed calendar block the instrument; return its id. Raises NotFound, Conflict."""
    _in_use(instrument_id, by)
    return connecting.connect(instrument_id=instrument_id, ref=ref, now=now, by=event_actor(by))


def discard(instrument_id: int, ref: str, *, by: Actor) -> None:
    """Forget a preview. Raises NotFound for an instrument that is not the actor's."""
    own_instrument(instrument_id, by)
    discard_draft(instrument_id, ref)


def read(instrument_id: int, calendar_id: int, how: str, *, by: Actor, now: datetime) -> None:
    """Read a calendar at once, in one of READINGS. Opens its own transactions. Raises NotFound, Conflict."""
    own_instrument(instrument_id, by)
    READINGS[how](instrument_id=instrument_id, calendar_id=calendar_id, now=now)


def act(instrument_id: int, calendar_id: int, deed: str, *, by: Actor, now: datetime) -> None:
    """Do one of DEEDS. Raises NotFound, Conflict."""
    (_in_use if deed == "resume" else own_instrument)(instrument_id, by)
    DEEDS[deed](connecting.Change(instrument_id, calendar_id, event_actor(by), now))


def rename(instrument_id: int, calendar_id: int, name: str, *, by: Actor, now: datetime) -> None:
    """Call a calendar something else. Raises NotFound, Invalid."""
    own_instrument(instrument_id, by)
    connecting.rename(connecting.Change(instrument_id, calendar_id, event_actor(by), now), name)
