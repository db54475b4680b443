"""Where instruments stand and whose they are, for statements of others."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select

from app.kernel.within import Within
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument, Provider


def instrument_places_to_join() -> Subquery:
    """Return instruments: `id`, `provider_id`, `provider_organisation_id`, `region_code`, `field`, `state`.

    The region is the instrument's own, else its provider's, else "". The field is the class by its name, else
    by its code. `is_offered`: published, with a price for enterprises.
    """
    field = func.coalesce(func.nullif(Instrument.category, ""), Instrument.class_code)
    is_offered = and_(
        Instrument.state == InstrumentState.PUBLISHED, Instrument.hourly_from_minor.is_not(None)
    )
    return (
        select(
            Instrument.id,
            Instrument.provider_id,
            Provider.organisation_id.label("provider_organisation_id"),
            func.coalesce(Instrument.region_code, Provider.region_code, "").label("region_code"),
            field.label("field"),
            Instrument.state,
            is_offered.label("is_offered"),
        )
        .join(Provider, Provider.id == Instrument.provider_id)
        .subquery("instrument_places")
    )


def told_by(code: ColumnElement[str], within: Within) -> ColumnElement[str]:
    """Return how finely a region is told: one's own by its districts, others by their province; "" stays."""
    province = case((code == "", ""), else_=func.substr(code, 1, 2).concat("0000"))
    return province if within.codes is None else case((code.between(*within.codes), code), else_=province)
