"""Whose booking it is: on which side of it an actor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.booking.domain.states import Party

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


def party_of(booking: BookingCard, actor: Actor) -> Party | None:
    """Return the actor's side of the booking, or None for a stranger.

    A researcher stands for what they booked themselves, an enterprise's manager for all it booked, and
    whoever keeps the provider's instruments for all booked on them.
    """
    own = actor.organisation_id
    if own == booking.provider_organisation_id and actor.may(Permission.KEEP):
        return Party.PROVIDER
    if own == booking.enterprise_id and actor.may(Permission.BOOK):
        is_manager = Role.ENTERPRISE_MANAGER in actor.roles
        return Party.CUSTOMER if is_manager or booking.person_id == actor.person_id else None
    return None


def may_see(booking: BookingCard, actor: Actor) -> bool:
    """Tell whether the actor may know of the booking; the operator sees all and does nothing."""
    return party_of(booking, actor) is not None or actor.may(Permission.OPERATE)
