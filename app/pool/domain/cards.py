"""What others see of the pool: frozen cards, read by its queries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.pool.domain.states import (
    AccreditationState,
    InstrumentState,
    MembershipState,
    RecognitionState,
    ServiceState,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.kernel.words import ServiceKind, VoucherMode
    from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
    from app.pool.domain.services import ServiceDetails


class RegionLevel(StrEnum):
    """The level of an administrative division."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Side(StrEnum):
    """The side of the pool a region is on: demand spends vouchers, supply has the instruments."""

    DEMAND = "demand"
    SUPPLY = "supply"


@dataclass(frozen=True, slots=True)
class RegionCard:
    """An administrative division by its GB/T 2260 code. `name_en` is the Chinese where we know no English."""

    code: str
    parent_code: str | None
    level: RegionLevel
    name_zh: str
    name_en: str
    is_pilot: bool

    @property
    def is_formal(self) -> bool:
        """Tell whether it only stands between a municipality and its districts (上海市辖区)."""
        return self.level is RegionLevel.PREFECTURE and self.name_zh.endswith("市辖区")


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """A region's place on one side of the pool, last from `admitted_on` up to the day before `ended_on`."""

    id: int
    region_code: str
    side: Side
    state: MembershipState
    asked_on: date
    admitted_on: date | None
    ended_on: date | None

    def has_ended(self, today: date) -> bool:
        """Tell whether its days are over: an end that lies ahead can still be brought forward."""
        return self.ended_on is not None and self.ended_on <= today


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """An organisation that opens instruments. `region_code` is None outside the four areas."""

    id: int
    organisation_id: int
    code: str
    name_zh: str
    name_en: str
    region_code: str | None
    country: str
    city: str
    lat: float | None
    lon: float | None
    openness: str
    public_busy: bool


@dataclass(frozen=True, slots=True)
class AccreditationCard:
    """A home region's decision about a provider: which kinds it may serve, first and last day.

    `noticed_until` is when its public notice is over, once it was put on notice.
    """

    id: int
    ref: str
    provider_id: int
    region_code: str
    state: AccreditationState
    kinds: frozenset[ServiceKind]
    from_on: date
    until_on: date | None
    noticed_until: datetime | None


@dataclass(frozen=True, slots=True)
class RecognitionCard:
    """A demand region's decision to accept a supply region's accreditations.

    `until_on` is the last day; `withdrawn_on` the first day on which it holds no more.
    """

    id: int
    ref: str
    demand_region: str
    supply_region: str
    state: RecognitionState
    kinds: frozenset[ServiceKind]
    modes: frozenset[VoucherMode]
    from_on: date
    until_on: date | None
    withdrawn_on: date | None

    @property
    def is_without_money(self) -> bool:
        """Tell whether it accepts accreditations, and no voucher (通认通用)."""
        return not self.modes


@dataclass(frozen=True, slots=True)
class OpenHold:
    """Voucher money held for a service on a day: what a region can not leave behind."""

    reference: str
    voucher_number: str
    service_on: date


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """A bookable apparatus with its provider. `hourly_from_minor` is the enterprise group's cheapest hour."""

    id: int
    provider: ProviderCard
    details: InstrumentDetails
    rules: InstrumentRules
    state: InstrumentState
    hourly_from_minor: int | None

    @property
    def name(self) -> str:
        """Return the name as its provider gave it, in whatever language."""
        return self.details.name

    @property
    def region_code(self) -> str | None:
        """Return where it stands; its provider's region unless it says otherwise."""
        return self.details.region_code or self.provider.region_code


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """Ordered work of a provider: what it is, what is delivered, at which price."""

    id: int
    provider: ProviderCard
    details: ServiceDetails
    state: ServiceState

    @property
    def region_code(self) -> str | None:
        """Return where it is done: its provider's region."""
        return self.provider.region_code
