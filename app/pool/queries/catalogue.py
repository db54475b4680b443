"""The catalogue: which instruments match, page by page, in a fixed number of queries."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true

from app.infra import search
from app.infra.db import db
from app.infra.simplified import simplified
from app.pool.domain.cards import InstrumentCard
from app.pool.domain.places import code_range
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument
from app.pool.queries.instruments import instrument_cards, to_card
from app.pool.queries.providers import providers_named
from app.pool.queries.regions import gazetteer

SEARCH_KIND = "instrument"

# Counting very many hits is slow (stack.md, trap 2): beyond this a page says "more than 1,000".
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """What is looked for; None is no wish.

    `category` is a class code or its beginning, or a part of the category's name; `region` a code (a province
    covers its districts) or a name; `provider` a code or an id; `max_hourly_minor` the enterprise group's
    cheapest hour, in minor units; `classes` beginnings of class codes, of which one is enough. `state` None
    finds drafts and retired ones too.
    """

    q: str | None = None
    category: str | None = None
    region: str | None = None
    provider: str | None = None
    max_hourly_minor: int | None = None
    state: InstrumentState | None = InstrumentState.PUBLISHED
    classes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some instruments by id, and after which id the next page begins (None: this is the last)."""

    items: tuple[InstrumentCard, ...]
    next_after: int | None


def matching(wanted: CatalogueFilter) -> Select[int]:
    """Return a select of the ids that match, to be joined with other packages' selects."""
    query = select(Instrument.id)
    if wanted.state is not None:
        query = query.where(Instrument.state == wanted.state)
    if wanted.q:
        found = search.matching(SEARCH_KIND, wanted.q)
        if found is not None:
            query = query.where(Instrument.id.in_(found))
    if wanted.category:
        query = query.where(_in_category(wanted.category.strip()))
    query = query.where(true() if wanted.classes is None else in_classes(wanted.classes))
    if wanted.region:
        query = query.where(_in_region(wanted.region.strip()))
    if wanted.provider:
        query = query.where(Instrument.provider_id.in_(providers_named(wanted.provider.strip())))
    if wanted.max_hourly_minor is not None:
        query = query.where(Instrument.hourly_from_minor <= wanted.max_hourly_minor)
    return query


def matching_with_buffers(wanted: CatalogueFilter, minutes: int) -> Select[Any]:
    """Return `matching` for bookings of `minutes`, with the buffers each instrument needs around one."""
    return (
        matching(wanted)
        .add_columns(Instrument.set_up_buffer_minutes, Instrument.clean_up_buffer_minutes)
        .where(Instrument.min_minutes <= minutes, Instrument.max_minutes >= minutes)
    )


def catalogue(wanted: CatalogueFilter, *, after: int = 0, limit: int = 50) -> Page:
    """Return up to `limit` matching instruments whose id is above `after`: keyset paging."""
    query = (
        instrument_cards()
        .where(Instrument.id.in_(matching(wanted)), Instrument.id > after)
        .order_by(Instrument.id)
        .limit(limit + 1)
    )
    cards = [to_card(row) for row in db.session.execute(query)]
    return Page(tuple(cards[:limit]), cards[limit - 1].id if len(cards) > limit else None)


def published_instruments(provider: str | None = None) -> Iterator[InstrumentCard]:
    """Return the published instruments, a provider's (by code or id) or all, by id."""
    yield from _every(CatalogueFilter(provider=provider))


def all_instruments(provider: str) -> Iterator[InstrumentCard]:
    """Return a provider's instruments in whatever state, by id."""
    yield from _every(CatalogueFilter(provider=provider, state=None))


def _every(wanted: CatalogueFilter) -> Iterator[InstrumentCard]:
    """Read all that match in one statement."""
    query = instrument_cards().where(Instrument.id.in_(matching(wanted))).order_by(Instrument.id)
    yield from map(to_card, db.session.execute(query))


def count(wanted: CatalogueFilter) -> int:
    """Return how many match, counting no further than MOST_COUNTED + 1."""
    some = matching(wanted).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def in_classes(classes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that an instrument's class code begins with one of these."""
    begins = (Instrument.class_code.startswith(code, autoescape=True) for code in sorted(classes))
    return or_(false(), *begins)


def _in_category(category: str) -> ColumnElement[bool]:
    wanted = search.as_compared(category)
    return or_(
        Instrument.class_code.startswith(category, autoescape=True),
        search.comparable(Instrument.category, wanted).contains(wanted, autoescape=True),
    )


def _in_region(region: str) -> ColumnElement[bool]:
    codes = {region} if region.isascii() and region.isdigit() else gazetteer().named(simplified(region))
    if codes:
        return or_(*(Instrument.region_code.between(*code_range(code)) for code in sorted(codes)))
    wanted = search.as_compared(region)
    return or_(*(search.comparable(place, wanted) == wanted for place in _PLACES))


_PLACES = (Instrument.country, Instrument.region, Instrument.city)
