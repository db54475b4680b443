"""Whose instrument or service it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.accounts.domain.permissions import Permission
from app.kernel.errors import Forbidden, NotFound
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.states import InstrumentState, ServiceState

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard


class Provided(Protocol):
    """What a provider keeps."""

    @property
    def provider(self) -> ProviderCard: ...


def keeps(actor: Actor | None, thing: Provided) -> bool:
    """Tell whether the actor keeps what this one's provider opens."""
    return (
        actor is not None
        and actor.may(Permission.PUBLISH)
        and actor.organisation_id == thing.provider.organisation_id
    )


def kept_instrument(instrument_id: int, actor: Actor) -> InstrumentCard:
    """Return an instrument the actor keeps, in whatever state.

    Raises NotFound for a stranger's draft, Forbidden for what a stranger may know of.
    """
    instrument = visible_instrument(instrument_id, actor)
    if not keeps(actor, instrument):
        raise Forbidden("forbidden", N_("This instrument belongs to another provider."))
    return instrument


def visible_instrument(instrument_id: int, actor: Actor | None) -> InstrumentCard:
    """Return an instrument the actor (None: a visitor) may know of. Drafts are their keepers' own."""
    instrument = pool.get_instrument(instrument_id)
    if instrument.state is InstrumentState.DRAFT and not keeps(actor, instrument):
        raise NotFound("not_found", N_("There is no such instrument."))
    return instrument


def kept_service(service_id: int, actor: Actor) -> ServiceCard:
    """Return a service of the actor's own provider, in whatever state. Raises as `kept_instrument`."""
    service = visible_service(service_id, actor)
    if not keeps(actor, service):
        raise Forbidden("forbidden", N_("This service belongs to another provider."))
    return service


def visible_service(service_id: int, actor: Actor | None) -> ServiceCard:
    """Return a service the actor (None: a visitor) may know of. Drafts are their provider's own."""
    service = pool.get_service(service_id)
    if service.state is ServiceState.DRAFT and not keeps(actor, service):
        raise pool.no_such_service()
    return service


def own_provider(actor: Actor) -> ProviderCard:
    """Return the provider the actor publishes for. Raises Forbidden when there is none."""
    found = pool.provider_of(actor.organisation_id) if actor.organisation_id is not None else None
    if found is None:
        raise Forbidden("forbidden", N_("Your organisation is not a provider of the pool."))
    return found
