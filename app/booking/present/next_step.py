"""Where a booking stands: the line of its states, and who acts next until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.states import AppealState, State, UsageState
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

_BY_STATE: Mapping[State, str] = {
    State.REQUESTED: N_("The keeper answers by %(at)s."),
    State.CONFIRMED: N_("It begins at %(start)s; the keeper checks in whoever comes."),
    State.IN_USE: N_("It is in use up to %(end)s; then the keeper checks out."),
}
_BY_USAGE: Mapping[UsageState, str] = {
    UsageState.RECORDED: N_("The keeper signs the use by %(at)s; after that it counts as signed."),
    UsageState.SIGNED: N_("The customer accepts the use by %(at)s; after that it counts as accepted."),
    UsageState.DISPUTED: N_("The keeper answers the objection and signs the use anew."),
}
_BY_APPEAL: Mapping[AppealState, str] = {
    AppealState.NONE: N_("The customer may object until %(at)s; after that the fee is charged."),
    AppealState.OPEN: N_("The provider decides about the objection; nothing is charged until then."),
}


def next_step(booking: BookingCard) -> str | None:
    """Return the catalogue text that says who acts next, or None where nobody has to."""
    if booking.state is State.COMPLETED and booking.usage:
        return _BY_USAGE.get(booking.usage.state)
    if booking.state is State.NO_SHOW:
        return _BY_APPEAL.get(booking.appeal)
    return _BY_STATE.get(booking.state)


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
