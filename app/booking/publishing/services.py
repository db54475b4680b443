"""Drafts, changes, publishes and retires a service of one's own provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.publishing.ownership import kept_service, own_provider
from app.pool import services

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import ServiceCard
    from app.pool.domain.services import ServiceDetails


def add_service(*, details: ServiceDetails, by: Actor, now: datetime) -> ServiceCard:
    """Draft a service. Raises Forbidden when the actor's organisation is no provider, Invalid."""
    return services.create_service(
        provider_id=own_provider(by).id, details=details, by=event_actor(by), now=now
    )


def change_service(*, service_id: int, details: ServiceDetails, by: Actor, now: datetime) -> ServiceCard:
    """Replace what is said of a service; what is ordered keeps its price.

    Raises NotFound, Forbidden, Invalid, Conflict `illegal_transition` once it is retired.
    """
    kept_service(service_id, by)
    return services.edit_service(service_id=service_id, details=details, by=event_actor(by), now=now)


def publish_service(*, service_id: int, by: Actor, now: datetime) -> ServiceCard:
    """Show a draft in the list. Raises NotFound, Forbidden, Invalid, Conflict `illegal_transition`."""
    kept_service(service_id, by)
    return services.publish_service(service_id=service_id, by=event_actor(by), now=now)


def retire_service(*, service_id: int, by: Actor, now: datetime) -> ServiceCard:
    """Take a service out of the list for good; what is ordered stands. Raises as `publish_service`."""
    kept_service(service_id, by)
    return services.retire_service(service_id=service_id, by=event_actor(by), now=now)
