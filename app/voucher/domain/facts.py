"""The facts about an order that a voucher's rules ask, and the snapshot of them that a hold keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from app.kernel.words import VoucherMode
from app.voucher.domain.regions import Locality, is_same_province, locality_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RecognitionFacts:
    """The recognition between demand and supply region that covers the day of service, if there is one.

    `kinds` None means every kind of service.
    """

    ref: str
    modes: frozenset[VoucherMode]
    kinds: frozenset[str] | None
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the recognition is in force on `day`; `until_on` is its last day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def to_dict(self) -> dict[str, Any]:
        """Return the part of a snapshot that tells about it."""
        return {
            "ref": self.ref,
            "modes": sorted(self.modes),
            "kinds": None if self.kinds is None else sorted(self.kinds),
            "from_on": self.from_on.isoformat(),
            "until_on": None if self.until_on is None else self.until_on.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        kinds, until_on = data["kinds"], data["until_on"]
        return cls(
            ref=data["ref"],
            modes=frozenset(VoucherMode(mode) for mode in data["modes"]),
            kinds=None if kinds is None else frozenset(kinds),
            from_on=date.fromisoformat(data["from_on"]),
            until_on=None if until_on is None else date.fromisoformat(until_on),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about the order that a voucher's rules ask, gathered by whoever asks for the hold.

    `service_on` is the day of service in Asia/Shanghai; `accreditation` the reference of the accreditation
    in force for the provider and this service, or None; `legally_required` tells of a test that the law
    demands of the enterprise anyway.
    """

    enterprise_id: int
    enterprise_region: str
    sme_registered: bool
    demand_admitted: bool
    service_kind: str
    service_on: date
    provider_id: int
    provider_region: str
    accreditation: str | None
    recognition: RecognitionFacts | None
    related: bool
    legally_required: bool = False

    @property
    def same_province(self) -> bool:
        """Tell whether both sides are of one province-level area: its accreditations need no recognition."""
        return is_same_province(self.enterprise_region, self.provider_region)

    @property
    def locality(self) -> Locality:
        """Return how near the provider is to the enterprise."""
        return locality_of(self.enterprise_region, self.provider_region)

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot a hold keeps, so that the decision can be made again later (R3)."""
        return {
            "enterprise_id": self.enterprise_id,
            "enterprise_region": self.enterprise_region,
            "sme_registered": self.sme_registered,
            "demand_admitted": self.demand_admitted,
            "service_kind": self.service_kind,
            "service_on": self.service_on.isoformat(),
            "provider_id": self.provider_id,
            "provider_region": self.provider_region,
            "accreditation": self.accreditation,
            "recognition": None if self.recognition is None else self.recognition.to_dict(),
            "related": self.related,
            "legally_required": self.legally_required,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote, today or before a fact was added."""
        recognition = data["recognition"]
        read = {
            "service_on": date.fromisoformat(data["service_on"]),
            "recognition": None if recognition is None else RecognitionFacts.from_dict(recognition),
        }
        return cls(**{**data, **read})
