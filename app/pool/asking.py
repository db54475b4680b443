"""A provider asks its own region to accredit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.access import event_actor
from app.infra.db import db
from app.kernel.errors import Conflict, Forbidden
from app.kernel.text import N_
from app.pool import queries
from app.pool.accreditations import Decision, declare_accreditation
from app.pool.domain.days import pool_day
from app.pool.domain.states import AccreditationState
from app.pool.models import Provider

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.words import ServiceKind
    from app.pool.domain.cards import AccreditationCard, ProviderCard


def ask_for_accreditation(*, kinds: Collection[ServiceKind], by: Actor, now: datetime) -> AccreditationCard:
    """Declare the own provider for some kinds of service, from today; its region checks it next.

    Raises Forbidden for no provider, Invalid without a kind, Conflict `accreditation_stands` where one is
    under way or decided.
    """
    provider = own_provider(by)
    # Of two who ask at once the second sees what the first asked.
    db.session.execute(select(Provider.id).where(Provider.id == provider.id).with_for_update())
    if standing(queries.accreditations(provider_ids=[provider.id])):
        raise Conflict(
            "accreditation_stands",
            N_("An accreditation is under way or decided already."),
            fix=N_("Ask your region to change it."),
        )
    return declare_accreditation(
        provider_id=provider.id,
        kinds=kinds,
        from_on=pool_day(now),
        until_on=None,
        decision=Decision(provider.region_code or "", event_actor(by), now),
    )


def own_provider(by: Actor) -> ProviderCard:
    """Return the provider the actor acts for. Raises Forbidden when there is none."""
    found = queries.provider_of(by.organisation_id) if by.organisation_id is not None else None
    if found is None:
        raise Forbidden("forbidden", N_("Your organisation is not a provider of the pool."))
    return found


def standing(found: Iterable[AccreditationCard]) -> list[AccreditationCard]:
    """Return those that are not struck off."""
    return [card for card in found if card.state is not AccreditationState.STRUCK_OFF]
