"""What the register says about an enterprise: frozen cards, read by the queries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts.domain.verification import Verification

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import OrganisationCard


class DocumentKind(StrEnum):
    """What a document of an enterprise is there to prove."""

    LICENCE = "licence"
    SME_REGISTRATION = "sme_registration"
    SHAREHOLDING = "shareholding"
    OTHER = "other"


class TieKind(StrEnum):
    """What ties an enterprise to a provider."""

    EQUITY = "equity"
    CONTROL = "control"
    PEOPLE = "people"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ControlGroupCard:
    """Enterprises under one controlling party, as their region's officer knows it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class EnterpriseCard:
    """An enterprise with what its region's officer made of its record."""

    organisation: OrganisationCard
    state: Verification
    control_group: ControlGroupCard | None

    @property
    def id(self) -> int:
        """Return the organisation's id."""
        return self.organisation.id


@dataclass(frozen=True, slots=True)
class EnterpriseFilter:
    """Which enterprises to look for; `registration` is the state of one of their registrations."""

    state: Verification | None = None
    registration: Verification | None = None
    control_group_id: int | None = None


@dataclass(frozen=True, slots=True)
class RegistrationCard:
    """The enterprise's registration as a technology SME for one year (科技型中小企业入库登记)."""

    id: int
    organisation_id: int
    year: int
    number: str
    registered_on: date
    state: Verification
    document_id: int | None
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class TieCard:
    """A declared tie between an enterprise and a provider; `until_on` is the last day it is in force."""

    id: int
    enterprise: OrganisationCard
    provider: OrganisationCard
    kind: TieKind
    note: str
    from_on: date
    until_on: date | None
    declared_by: int


def area_prefix(region_code: str) -> str:
    """Return how the codes of a region and of all that lies in it begin (GB/T 2260): 310000 → 31."""
    return region_code.removesuffix("00").removesuffix("00")
