"""How a booking changes: locked for whom it concerns, moved by the state tables, noted as an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.booking.domain.parties import may_see, party_of
from app.booking.domain.states import after, check_party
from app.booking.models import Booking
from app.booking.queries import endings
from app.booking.queries.bookings import get_booking, lock_booking, no_such_booking
from app.infra.db import swap
from app.infra.events import Step, record_steps
from app.kernel.errors import Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.booking.domain.states import Action, Party, State
    from app.infra.events import EventActor, Head

SUBJECT = endings.SUBJECT


def seen(ref: str, actor: Actor) -> BookingCard:
    """Return a booking the actor may know of. Raises NotFound for any other, real or not."""
    booking = get_booking(ref)
    if not may_see(booking, actor):
        raise no_such_booking()
    return booking


def taken_up(ref: str, action: Action, actor: Actor) -> tuple[BookingCard, Party]:
    """Return the booking, locked, and the side the actor acts for.

    Raises NotFound when it is none of their business, Forbidden when the action is for the other side.
    """
    booking = lock_booking(ref)
    party = party_of(booking, actor)
    if party is None:
        if may_see(booking, actor):
            raise Forbidden("forbidden", N_("You may see this booking, but not act on it."))
        raise no_such_booking()
    check_party(action, party)
    return booking, party


def move(
    booking: BookingCard,
    *actions: Action,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
    deadline_at: datetime | None = None,
    head: Head | None = None,
    **values: object,
) -> State:
    """Take `actions` by one compare-and-swap, setting `values` with it; return the new state.

    Each leaves an event. Every move sets the next deadline: None where nothing falls due. Raises Conflict
    `illegal_transition`.
    """
    state, standing, steps = booking.state, booking.standing, []
    for action in actions:
        state = after(standing, action)
        steps.append(Step(action, standing.state, state, reason))
        standing = replace(standing, state=state)
    if state is not booking.state:
        values |= {"revision": booking.revision + 1, "revised_at": now}
    swap(Booking, booking.id, from_state=booking.state, to_state=state, deadline_at=deadline_at, **values)
    record_steps(subject_kind=SUBJECT, subject_ref=booking.ref, steps=steps, at=now, actor=by, head=head)
    return state
