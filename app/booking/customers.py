"""For whom a booking is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.errors import Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor, OrganisationCard


def enterprise_of(actor: Actor) -> OrganisationCard:
    """Return the enterprise the actor books for. Raises Forbidden for somebody without one."""
    if actor.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the enterprise you book for."))
    return actor.organisation
