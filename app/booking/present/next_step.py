"""Where a booking stands: the line of its states, and who acts next until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.states import AppealState, Party, State, UsageState
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.booking.domain.cards import BookingCard
    from app.infra.events import EventRow

MAIN_LINE = (State.REQUESTED, State.CONFIRMED, State.IN_USE, State.COMPLETED, State.SETTLED)
_AHEAD: Mapping[State, tuple[State, ...]] = {
    **{state: MAIN_LINE[place + 1 :] for place, state in enumerate(MAIN_LINE)},
    State.NO_SHOW: (State.SETTLED,),
}

#: What decides who acts next: the state, once completed that of the use, after a no-show that of the appeal.
Standpoint = State | UsageState | AppealState

_TOLD: Mapping[Standpoint, str] = {
    State.REQUESTED: N_("The keeper answers by %(at)s."),
    State.CONFIRMED: N_("It begins at %(start)s; the keeper checks in whoever comes."),
    State.IN_USE: N_("It is in use up to %(end)s; then the keeper checks out."),
    UsageState.RECORDED: N_("The keeper signs the use by %(at)s; after that it counts as signed."),
    UsageState.SIGNED: N_("The customer accepts the use by %(at)s; after that it counts as accepted."),
    UsageState.DISPUTED: N_("The keeper answers the objection and signs the use anew."),
    AppealState.NONE: N_("The customer may object until %(at)s; after that the fee is charged."),
    AppealState.OPEN: N_("The provider decides about the objection; nothing is charged until then."),
}
#: The same, told to the side that acts next.
_TOLD_TO_ACT: Mapping[tuple[Party, Standpoint], str] = {
    (Party.PROVIDER, State.REQUESTED): N_("Please answer by %(at)s; after that the request expires."),
    (Party.PROVIDER, State.CONFIRMED): N_("It begins at %(start)s; check in whoever comes."),
    (Party.PROVIDER, State.IN_USE): N_("It is in use up to %(end)s; then check it out."),
    (Party.PROVIDER, UsageState.RECORDED): N_(
        "Please sign the use by %(at)s; after that it counts as signed."
    ),
    (Party.CUSTOMER, UsageState.SIGNED): N_(
        "Please accept the use by %(at)s, or object to it; after that it counts as accepted."
    ),
    (Party.PROVIDER, UsageState.DISPUTED): N_("Please answer the objection and sign the use anew."),
    (Party.CUSTOMER, AppealState.NONE): N_("You may object until %(at)s; after that the fee is charged."),
    (Party.PROVIDER, AppealState.OPEN): N_(
        "Please decide about the objection; nothing is charged until then."
    ),
}


def next_step(booking: BookingCard, party: Party | None) -> str | None:
    """Return the catalogue text that tells `party` who acts next, or None where nobody has to."""
    standpoint = _standpoint(booking)
    if party and (party, standpoint) in _TOLD_TO_ACT:
        return _TOLD_TO_ACT[party, standpoint]
    return _TOLD.get(standpoint)


def _standpoint(booking: BookingCard) -> Standpoint:
    if booking.state is State.COMPLETED and booking.usage:
        return booking.usage.state
    if booking.state is State.NO_SHOW:
        return booking.appeal
    return booking.state


def next_values(booking: BookingCard, zone: str) -> dict[str, object]:
    """Return the values of that text; times are written in `zone`."""
    return {"at": booking.deadline_at, "start": booking.span.start, "end": booking.span.end, "zone": zone}


def line_of_states(
    booking: BookingCard, events: Iterable[EventRow]
) -> tuple[tuple[State, datetime | None], ...]:
    """Return the states in order: those reached with their moment, then those that lie ahead."""
    reached: dict[State, datetime] = {}
    for event in events:
        if event.to_state is not None:
            reached.setdefault(State(event.to_state), event.at)
    return (*reached.items(), *((state, None) for state in _AHEAD.get(booking.state, ())))
