"""Which region's officers decide about an application, by GB/T 2260 codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind
from app.voucher.domain.applications import Side

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.voucher.domain.applications import ApplicationCard

# Their districts lie right under the province level: 310118 is reviewed by 310000.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def city_of(region_code: str) -> str | None:
    """Return the region that reviews after this one: a district's city, a city's province; None for none."""
    if region_code.endswith("0000"):
        return None
    is_city = region_code.endswith("00") or region_code[:2] in _MUNICIPALITIES
    return f"{region_code[:2]}0000" if is_city else f"{region_code[:4]}00"


def side_of(application: ApplicationCard, actor: Actor) -> Side | None:
    """Return who the actor is to an application, or None for a stranger."""
    organisation = actor.organisation
    if organisation is None:
        return None
    if organisation.kind is not OrganisationKind.AUTHORITY:
        return Side.APPLICANT if organisation.id == application.enterprise.id else None
    if organisation.region_code == application.region_code:
        return Side.DISTRICT
    return Side.CITY if organisation.region_code == city_of(application.region_code) else None
