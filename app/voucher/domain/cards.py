"""What the voucher package hands to others: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.voucher.domain.ledger import Balances, BucketKind, Reason
    from app.voucher.domain.policy import Policy
    from app.voucher.domain.shares import Shares
    from app.voucher.domain.states import HoldState, ProgrammeState, VoucherState


@dataclass(frozen=True, slots=True)
class TierBudget:
    """What a funding tier gave a programme, and what is left to issue."""

    tier: str
    appropriated: Money
    left: Money


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """One region's scheme for one year, with the policy version now in force."""

    id: int
    ref: str
    name: str
    year: int
    region_code: str
    state: ProgrammeState
    policy_id: int
    policy_version: int
    policy: Policy
    budget: tuple[TierBudget, ...]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version of a programme's policy: who put it in force, when and why, and how many vouchers keep it.

    `before` are the terms it superseded; the first version superseded none.
    """

    version: int
    policy: Policy
    before: Policy | None
    in_force: bool
    at: datetime
    actor_name: str
    reason: str | None
    vouchers: int


@dataclass(frozen=True, slots=True)
class VoucherCard:
    """An entitlement of one enterprise. `region_code` is the issuing region's."""

    id: int
    number: str
    programme_id: int
    region_code: str
    enterprise_id: int
    tier: str
    state: VoucherState
    face: Money
    modes: frozenset[VoucherMode]
    use_by: date
    redeem_by: date


@dataclass(frozen=True, slots=True)
class VoucherStatement:
    """A voucher and where its face value stands; `has_other_rates`: for some orders it pays another share."""

    voucher: VoucherCard
    balances: Balances
    rate_percent: int
    has_other_rates: bool
    policy_version: int
    policy_label: str


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One transfer as a statement shows it."""

    id: int
    at: datetime
    reason: Reason
    reference: str
    amount: Money
    debit: BucketKind
    credit: BucketKind
    actor_name: str


@dataclass(frozen=True, slots=True)
class VoucherPart:
    """What one voucher pays of a price."""

    number: str
    amount: Money


@dataclass(frozen=True, slots=True)
class HoldCard:
    """Voucher value reserved for a reference.

    Where several vouchers pay it is the first's; `shares` and `parts`, in the order they pay, are of all.
    """

    id: int
    reference: str
    voucher_number: str
    mode: VoucherMode
    state: HoldState
    amount: Money
    shares: Shares
    policy_version: int
    recognition: str | None
    parts: tuple[VoucherPart, ...]


@dataclass(frozen=True, slots=True)
class HoldPreview:
    """What a hold would be, and every reason why it would be refused.

    `policy_version` is the first paying voucher's, None where there was nothing to judge. `parts` are all
    vouchers that were named, in the order they pay, also those that would pay nothing.
    """

    shares: Shares
    problems: tuple[Problem, ...]
    policy_version: int | None
    recognition: str | None
    parts: tuple[VoucherPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Captured:
    """How a hold was spent: `captured` for the service, `released` given back."""

    captured: Money
    released: Money


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A hold as it stands, with the facts it was judged by."""

    reference: str
    voucher_number: str
    mode: VoucherMode
    state: HoldState
    amount: Money
    captured: Money
    snapshot: Mapping[str, object]
