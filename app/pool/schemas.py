"""Bodies and answers of the pool API."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from app.infra.api import Answer, Body, Instant, PageQuery, ReasonBody
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.accreditations import MOST_NOTICE_DAYS, NOTICE_DAYS
from app.pool.domain.cards import (
    AccreditationCard,
    MembershipCard,
    ProviderCard,
    RecognitionCard,
    RegionCard,
    Side,
)
from app.pool.domain.states import AccreditationState, MembershipState, RecognitionState
from app.pool.queries import ProviderFilter


class RegionAnswer(Answer):
    """An administrative division."""

    code: str
    parent: str | None
    level: str
    name_zh: str
    name_en: str
    pilot: bool

    @classmethod
    def of(cls, card: RegionCard) -> RegionAnswer:
        """Return a region as it is answered."""
        return cls(
            code=card.code,
            parent=card.parent_code,
            level=card.level,
            name_zh=card.name_zh,
            name_en=card.name_en,
            pilot=card.is_pilot,
        )


class RegionList(Answer):
    """Some regions."""

    items: list[RegionAnswer]
    next: str | None


class ProvidersQuery(PageQuery):
    """What is looked for; `category` a class of instruments of which the provider has published one."""

    q: str | None = None
    region: str | None = None
    category: str | None = None

    def wanted(self) -> ProviderFilter:
        """Return the filter."""
        return ProviderFilter(self.q, self.region, self.category)


class ProviderAnswer(Answer):
    """An organisation that opens instruments."""

    id: int
    code: str
    name_zh: str
    name_en: str
    region: str | None
    country: str
    city: str
    lat: float | None
    lon: float | None
    openness: str

    @classmethod
    def of(cls, card: ProviderCard) -> ProviderAnswer:
        """Return a provider as it is answered."""
        return cls(**cls.values_of(card))

    @classmethod
    def values_of(cls, card: ProviderCard) -> dict[str, Any]:
        """Return the values of the fields above."""
        same = ("id", "code", "name_zh", "name_en", "country", "city", "lat", "lon", "openness")
        return {"region": card.region_code} | {name: getattr(card, name) for name in same}


class ProviderList(Answer):
    """Some providers."""

    items: list[ProviderAnswer]
    next: str | None


class DatedBody(ReasonBody):
    """From which day a decision counts; today unless a later day is given."""

    on: date | None = None


class MembershipBody(Body):
    """On which side; `region` is yours unless you are the operator."""

    side: Side
    region: str | None = Field(default=None, pattern=r"^[0-9]{6}$")


class MembershipAnswer(Answer):
    """A region's place in the pool, from `admitted_on` up to the day before `ended_on`."""

    id: int
    region: str
    side: str
    state: MembershipState
    asked_on: date
    admitted_on: date | None
    ended_on: date | None

    @classmethod
    def of(cls, card: MembershipCard) -> MembershipAnswer:
        """Return a membership as it is answered."""
        return cls(
            id=card.id,
            region=card.region_code,
            side=card.side,
            state=card.state,
            asked_on=card.asked_on,
            admitted_on=card.admitted_on,
            ended_on=card.ended_on,
        )


class MembershipList(Answer):
    """Some memberships."""

    items: list[MembershipAnswer]
    next: str | None


class RecognitionBody(Body):
    """What to recognise. One of the two regions is the officer's own: the demand region unless it is named.

    Without modes accreditations are recognised and no voucher pays; `accept` makes it active at once.
    """

    demand_region: str | None = Field(default=None, pattern=r"^[0-9]{6}$")
    supply_region: str = Field(pattern=r"^[0-9]{6}$")
    kinds: list[ServiceKind] = Field(min_length=1, max_length=8)
    modes: list[VoucherMode] = Field(max_length=4)
    from_on: date | None = None
    until_on: date | None = None
    accept: bool = False


class RecognitionAnswer(Answer):
    """A recognition; `until_on` is its last day, `withdrawn_on` the first day without it."""

    id: str
    state: RecognitionState
    demand_region: str
    supply_region: str
    kinds: list[str]
    modes: list[str]
    from_on: date
    until_on: date | None
    withdrawn_on: date | None

    @classmethod
    def of(cls, card: RecognitionCard) -> RecognitionAnswer:
        """Return a recognition as it is answered."""
        return cls(
            id=card.ref,
            state=card.state,
            demand_region=card.demand_region,
            supply_region=card.supply_region,
            kinds=sorted(card.kinds),
            modes=sorted(card.modes),
            from_on=card.from_on,
            until_on=card.until_on,
            withdrawn_on=card.withdrawn_on,
        )


class RecognitionList(Answer):
    """Some recognitions."""

    items: list[RecognitionAnswer]
    next: str | None


class AccreditationBody(Body):
    """Which provider (by its code) may serve which kinds.

    `activate` enters a decision made before: checked, published and active at once.
    """

    provider: str = Field(min_length=1, max_length=40)
    kinds: list[ServiceKind] = Field(min_length=1, max_length=8)
    from_on: date | None = None
    until_on: date | None = None
    activate: bool = False


class NoticeBody(ReasonBody):
    """For how many days a checked accreditation stands publicly."""

    days: int = Field(default=NOTICE_DAYS, ge=1, le=MOST_NOTICE_DAYS)


class AccreditationAnswer(Answer):
    """An accreditation; `until_on` is its last day, `noticed_until` the end of its public notice."""

    id: str
    state: AccreditationState
    provider_id: int
    region: str
    kinds: list[str]
    from_on: date
    until_on: date | None
    noticed_until: Instant | None

    @classmethod
    def of(cls, card: AccreditationCard) -> AccreditationAnswer:
        """Return an accreditation as it is answered."""
        return cls(
            id=card.ref,
            state=card.state,
            provider_id=card.provider_id,
            region=card.region_code,
            kinds=sorted(card.kinds),
            from_on=card.from_on,
            until_on=card.until_on,
            noticed_until=card.noticed_until,
        )


class AccreditationList(Answer):
    """Some accreditations."""

    items: list[AccreditationAnswer]
    next: str | None
