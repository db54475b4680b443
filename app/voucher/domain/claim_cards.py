"""What claims look like to those who read them: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import Part, joined

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.kernel.documents import DocumentCard
    from app.voucher.domain.claims import CaptureState, ClaimState, EvidenceKind


@dataclass(frozen=True, slots=True)
class CaptureCard:
    """A spent hold: what was used, for how much, who used and who served, and who has to pay.

    `captured` is what its voucher paid, `together` what all vouchers paid of the price.
    """

    id: int
    hold_id: int
    reference: str
    voucher_id: int
    voucher_number: str
    tier: str
    programme_id: int
    policy_id: int
    mode: VoucherMode
    enterprise_id: int
    provider_organisation_id: int
    issuer_region: str
    host_region: str
    payer_region: str
    price: Money
    rate_percent: int
    captured: Money
    together: Money
    redeem_by: date
    captured_at: datetime
    state: CaptureState

    @property
    def payee_id(self) -> int:
        """Return who may claim it: the enterprise in 通用, the provider in 通兑."""
        return self.enterprise_id if self.mode is VoucherMode.REIMBURSE else self.provider_organisation_id

    @property
    def part(self) -> Part:
        """Return it as the evidence rules see it."""
        own_share = self.price if self.mode is VoucherMode.REIMBURSE else self.price - self.together
        return Part(self.reference, self.price, own_share, self.captured)


@dataclass(frozen=True, slots=True)
class ClaimLineCard:
    """One capture in a claim; `approved` is None before the review."""

    id: int
    capture: CaptureCard
    approved: Money | None


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """A document of a claim and what it says."""

    id: int
    kind: EvidenceKind
    amount: Money | None
    document: DocumentCard


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim with its lines and evidence."""

    id: int
    ref: str
    programme_id: int
    mode: VoucherMode
    state: ClaimState
    payee: OrganisationCard
    payer_region: str
    currency: str
    redeem_by: date
    created_by: int
    created_at: datetime
    submitted_at: datetime | None
    reviewed_at: datetime | None
    noticed_until: datetime | None
    reason: str | None
    borne_by: str | None
    lines: tuple[ClaimLineCard, ...]
    evidence: tuple[EvidenceCard, ...]

    @property
    def captured(self) -> Money:
        """Return what is claimed."""
        return sum((line.capture.captured for line in self.lines), Money.zero(self.currency))

    @property
    def approved(self) -> Money | None:
        """Return what was approved, or None before the review."""
        given = [line.approved for line in self.lines if line.approved is not None]
        return sum(given, Money.zero(self.currency)) if given else None

    @property
    def first_lines(self) -> tuple[bool, ...]:
        """Return of each line whether it is the first of its use: only there its price is to be counted."""
        references = [line.capture.reference for line in self.lines]
        return tuple(references.index(reference) == at for at, reference in enumerate(references))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the uses as the evidence rules see them: one however many vouchers paid, in order."""
        return joined([line.capture.part for line in self.lines])
