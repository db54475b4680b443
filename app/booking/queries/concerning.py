"""Which bookings concern a region or a provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, true

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, SQLColumnExpression

    from app.kernel.within import Within


def concerns(
    within: Within,
    *,
    demand: SQLColumnExpression[str],
    supply: SQLColumnExpression[str],
    provider: SQLColumnExpression[Any],
) -> ColumnElement[bool]:
    """Return the condition: a region's enterprises or its instruments; a provider's own; all."""
    if within.provider_organisation_id is not None:
        return provider == within.provider_organisation_id
    if within.codes is not None:
        return or_(demand.between(*within.codes), supply.between(*within.codes))
    return true()
