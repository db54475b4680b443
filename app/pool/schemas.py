"""Bodies and answers of the pool API."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.infra.api import Answer, Body
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.domain.cards import AccreditationCard, ProviderCard, RecognitionCard, RegionCard


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
        return cls(
            id=card.id,
            code=card.code,
            name_zh=card.name_zh,
            name_en=card.name_en,
            region=card.region_code,
            country=card.country,
            city=card.city,
            lat=card.lat,
            lon=card.lon,
            openness=card.openness,
        )


class ProviderList(Answer):
    """Some providers."""

    items: list[ProviderAnswer]
    next: str | None


class RecognitionBody(Body):
    """What to recognise. The demand region is the officer's own; `accept` makes it active at once."""

    supply_region: str = Field(pattern=r"^[0-9]{6}$")
    kinds: list[ServiceKind] = Field(min_length=1, max_length=8)
    modes: list[VoucherMode] = Field(min_length=1, max_length=4)
    from_on: date | None = None
    until_on: date | None = None
    accept: bool = False


class RecognitionAnswer(Answer):
    """A recognition; `until_on` is its last day, `withdrawn_on` the first day without it."""

    id: str
    state: str
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
    """Which provider (by its code) may serve which kinds; `activate` decides at once."""

    provider: str = Field(min_length=1, max_length=40)
    kinds: list[ServiceKind] = Field(min_length=1, max_length=8)
    from_on: date | None = None
    until_on: date | None = None
    activate: bool = False


class AccreditationAnswer(Answer):
    """An accreditation; `until_on` is its last day."""

    id: str
    state: str
    provider_id: int
    region: str
    kinds: list[str]
    from_on: date
    until_on: date | None

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
        )


class AccreditationList(Answer):
    """Some accreditations."""

    items: list[AccreditationAnswer]
    next: str | None
