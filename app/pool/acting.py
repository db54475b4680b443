"""For which region somebody decides: an officer for their own, the operator for any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.kernel.errors import Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor


def own_region(actor: Actor) -> str:
    """Return the region of the organisation acted for. Raises Forbidden where it has none."""
    organisation = actor.organisation
    if organisation is None or not organisation.region_code:
        raise Forbidden("forbidden", N_("Your organisation belongs to no region."))
    return organisation.region_code


def deciding_region(actor: Actor, concerned: str | None) -> str:
    """Return for which region the actor decides about something of the region `concerned`."""
    if concerned is not None and Role.OPERATOR in actor.roles:
        return concerned
    return own_region(actor)
