"""The catalogue over the API."""

from __future__ import annotations

from typing import Annotated, Any

from app.accounts.access import find_actor, public
from app.accounts.domain.actor import Actor
from app.booking.api.blueprint import api
from app.booking.api.shapes import OpeningHours, RateCardTerms
from app.booking.publishing.ownership import own_provider, visible_instrument
from app.calendar import queries as calendar
from app.calendar.queries import Schedule
from app.infra import clock
from app.infra.api import Answer, MinorUnits, MoneyBody, PageQuery, decode_cursor, encode_cursor, reads
from app.infra.api.shapes import DescribedAs
from app.kernel.errors import Unauthenticated
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.cards import InstrumentCard, ProviderCard
from app.pool.domain.days import pool_day
from app.pool.domain.instruments import InstrumentRules
from app.pool.domain.rates import ENTERPRISE_GROUP, RateCard
from app.pool.domain.states import InstrumentState
from app.pool.queries import CatalogueFilter


class CatalogueQuery(PageQuery):
    """What is looked for; `max_hourly` in minor units."""

    q: str | None = None
    category: str | None = None
    region: str | None = None
    provider: str | None = None
    max_hourly: MinorUnits | None = None
    state: InstrumentState = InstrumentState.PUBLISHED

    def wanted(self, actor: Actor | None) -> CatalogueFilter:
        """Return the filter. What is not published is listed for its own keepers only."""
        provider = self.provider
        if self.state is not InstrumentState.PUBLISHED:
            if actor is None:
                raise Unauthenticated("unauthenticated", N_("Sign in to see what you keep."))
            provider = own_provider(actor).code
        return CatalogueFilter(self.q, self.category, self.region, provider, self.max_hourly, self.state)


class ProviderRef(Answer):
    """Whose instrument it is."""

    id: int
    code: str
    name_zh: str
    name_en: str
    region_code: str | None

    @classmethod
    def of(cls, provider: ProviderCard) -> ProviderRef:
        """Return a provider as an instrument names it."""
        return cls(
            id=provider.id,
            code=provider.code,
            name_zh=provider.name_zh,
            name_en=provider.name_en,
            region_code=provider.region_code,
        )


class InstrumentItem(Answer):
    """An instrument in a list; `hourly_from` is the cheapest hour for enterprises."""

    id: int
    state: InstrumentState
    name: str
    name_zh: str
    name_en: str
    maker: str
    model: str
    category: str
    class_code: str
    city: str
    region_code: str | None
    lat: float | None
    lon: float | None
    provider: ProviderRef
    hourly_from: MoneyBody | None

    @classmethod
    def values_of(cls, card: InstrumentCard) -> dict[str, Any]:
        """Return the values of the fields above."""
        hourly = card.hourly_from_minor
        details = card.details
        return {
            "id": card.id,
            "state": card.state,
            "name": card.name,
            "name_zh": details.name_zh,
            "name_en": details.name_en,
            "maker": details.maker,
            "model": details.model,
            "category": details.category,
            "class_code": details.class_code,
            "city": details.city,
            "region_code": card.region_code,
            "lat": details.lat,
            "lon": details.lon,
            "provider": ProviderRef.of(card.provider),
            "hourly_from": None if hourly is None else MoneyBody.of(Money(hourly)),
        }


class InstrumentList(Answer):
    """Instruments by id."""

    items: list[InstrumentItem]
    next: str | None


class RateCardAnswer(Answer):
    """The prices in force for enterprises, in the shape in which a rate card is published."""

    id: int
    version: int
    terms: Annotated[dict[str, Any], DescribedAs(RateCardTerms)]

    @classmethod
    def of(cls, card: RateCard) -> RateCardAnswer:
        """Return a rate card as it is answered."""
        return cls(id=card.id, version=card.version, terms=card.terms.to_dict())


class InstrumentAnswer(InstrumentItem):
    """An instrument with all that is said about it, its rules, hours and prices."""

    institution: str
    department: str
    location: str
    year: int | None
    status: str
    price_note: str
    description: str
    link: str
    timezone: str
    lanes: int
    rules: InstrumentRules
    opening_hours: Annotated[dict[str, Any], DescribedAs(OpeningHours)]
    rate_card: RateCardAnswer | None

    @classmethod
    def of(cls, card: InstrumentCard, schedule: Schedule, rate_card: RateCard | None) -> InstrumentAnswer:
        """Return an instrument as it is answered."""
        named = (
            "institution",
            "department",
            "location",
            "year",
            "status",
            "price_note",
            "description",
            "link",
        )
        return cls(
            **cls.values_of(card),
            **{name: getattr(card.details, name) for name in named},
            timezone=schedule.zone,
            lanes=schedule.lane_count,
            rules=card.rules,
            opening_hours=schedule.hours.to_dict(),
            rate_card=RateCardAnswer.of(rate_card) if rate_card else None,
        )


@api.get("/instruments")
@public
@reads(query=CatalogueQuery, answer=InstrumentList)
def list_instruments(query: CatalogueQuery) -> InstrumentList:
    """The published instruments that match; with another `state`, a keeper's own."""
    after = decode_cursor(query.cursor, int)[0] if query.cursor else 0
    page = pool.catalogue(query.wanted(find_actor()), after=after, limit=query.limit)
    following = encode_cursor([page.next_after]) if page.next_after is not None else None
    items = [InstrumentItem(**InstrumentItem.values_of(card)) for card in page.items]
    return InstrumentList(items=items, next=following)


@api.get("/instruments/<int:instrument_id>")
@public
@reads(answer=InstrumentAnswer)
def show_instrument(instrument_id: int) -> InstrumentAnswer:
    """One instrument; a draft is seen by its keepers only."""
    return answer_of(visible_instrument(instrument_id, find_actor()))


def answer_of(card: InstrumentCard) -> InstrumentAnswer:
    """Return an instrument with its schedule and the prices in force today: two queries."""
    rate_card = pool.rate_card_in_force(card.id, ENTERPRISE_GROUP, pool_day(clock.now()))
    return InstrumentAnswer.of(card, calendar.get_schedule(card.id), rate_card)
