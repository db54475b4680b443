"""How a search divides by kind and by place, so that the catalogue can offer to narrow it. One query each."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.infra.db import db
from app.pool.models import Instrument
from app.pool.queries.catalogue import CatalogueFilter, matching


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that narrows a search (a category's name, a province's code), and how many it would leave."""

    value: str
    count: int


def category_facets(wanted: CatalogueFilter, *, most: int) -> list[Facet]:
    """Return the `most` frequent categories among what matches, leaving the wish for a category aside."""
    ids = matching(replace(wanted, category=None))
    number = func.count()
    query = (
        select(Instrument.category, number)
        .where(Instrument.id.in_(ids), Instrument.category != "")
        .group_by(Instrument.category)
        .order_by(number.desc(), Instrument.category)
        .limit(most)
    )
    return [Facet(category, count) for category, count in db.session.execute(query)]


def province_facets(wanted: CatalogueFilter) -> list[Facet]:
    """Return the province-level areas (by code) of what matches, leaving the wish for a place aside."""
    ids = matching(replace(wanted, region=None))
    province = func.substr(Instrument.region_code, 1, 2)
    query = (
        select(province, func.count())
        .where(Instrument.id.in_(ids), Instrument.region_code.is_not(None))
        .group_by(province)
        .order_by(province)
    )
    return [Facet(f"{prefix}0000", count) for prefix, count in db.session.execute(query)]


def class_facets(wanted: CatalogueFilter) -> list[Facet]:
    """Return how many instruments of each class code match, leaving the wish for classes aside."""
    ids = matching(replace(wanted, classes=None))
    query = (
        select(Instrument.class_code, func.count())
        .where(Instrument.id.in_(ids), Instrument.class_code != "")
        .group_by(Instrument.class_code)
        .order_by(Instrument.class_code)
    )
    return [Facet(code, count) for code, count in db.session.execute(query)]
