"""The regions and providers one may choose from in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import get_locale

from app.accounts.domain.permissions import Permission
from app.infra.forms import choices
from app.infra.names import name_of
from app.pool import queries
from app.pool.domain.cards import RegionLevel
from app.pool.present.buttons import region_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import RegionCard


def region_choices(actor: Actor) -> list[Any]:
    """Return the regions somebody may ask for: an officer's own, the operator's any."""
    found = queries.regions()
    if not actor.may(Permission.ADMIT):
        found = [region for region in found if region.code == region_of(actor)]
    return _choices(found)


def partner_choices(actor: Actor) -> list[Any]:
    """Return the regions a recognition may be between: the own, the provinces and every member."""
    members = {card.region_code for card in queries.memberships()} | {region_of(actor)}
    return _choices(
        region
        for region in queries.regions()
        if region.level is RegionLevel.PROVINCE or region.code in members
    )


def provider_choices(actor: Actor) -> list[Any]:
    """Return the providers to put forward: those at home in the own region, or any for the operator."""
    region = None if actor.may(Permission.ADMIT) else region_of(actor)
    return choices({each.code: name_of(each) for each in queries.providers_in(region)})


def _choices(regions: Iterable[RegionCard]) -> list[Any]:
    locale = get_locale()
    english = locale is not None and locale.language == "en"
    return choices(
        {each.code: f"{each.name_en if english else each.name_zh} ({each.code})" for each in regions}
    )
