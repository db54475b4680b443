"""Whose booking or order it is: on which side of it an actor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.booking.domain.states import Party

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.booking.domain.orders.cards import OrderCard


class TwoSided(Protocol):
    """An agreement between a person of an enterprise and a provider."""

    @property
    def person_id(self) -> int: ...

    @property
    def enterprise_id(self) -> int: ...

    @property
    def provider_organisation_id(self) -> int: ...


def party_of(booking: BookingCard, actor: Actor) -> Party | None:
    """Return the actor's side of the booking, or None for a stranger."""
    return _side(booking, actor, customer=Permission.BOOK, provider=Permission.KEEP)


def order_party_of(order: OrderCard, actor: Actor) -> Party | None:
    """Return the actor's side of the service order, or None for a stranger."""
    return _side(order, actor, customer=Permission.ORDER, provider=Permission.SERVE)


def sides_of(actor: Actor) -> frozenset[Party]:
    """Return the sides on which somebody may stand in service orders at all."""
    sides = ((Party.CUSTOMER, Permission.ORDER), (Party.PROVIDER, Permission.SERVE))
    return frozenset(party for party, permission in sides if actor.may(permission))


def may_see(booking: BookingCard, actor: Actor) -> bool:
    """Tell whether the actor may know of the booking; the operator sees all and does nothing."""
    return party_of(booking, actor) is not None or actor.may(Permission.OPERATE)


def may_see_order(order: OrderCard, actor: Actor) -> bool:
    """Tell whether the actor may know of the order; the operator sees all but the files, and does nothing."""
    return order_party_of(order, actor) is not None or actor.may(Permission.OPERATE)


def _side(of: TwoSided, actor: Actor, *, customer: Permission, provider: Permission) -> Party | None:
    """Return the side on which an actor stands.

    A researcher stands for what they asked for themselves, an enterprise's manager for all it asked for, and
    whoever keeps the provider's side for all that was asked of it.
    """
    own = actor.organisation_id
    if own == of.provider_organisation_id and actor.may(provider):
        return Party.PROVIDER
    if own == of.enterprise_id and actor.may(customer):
        is_manager = Role.ENTERPRISE_MANAGER in actor.roles
        return Party.CUSTOMER if is_manager or of.person_id == actor.person_id else None
    return None
