"""A programme's rules as data: versioned, immutable once used, never code (domain.md, "Policy data")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from app.kernel.errors import Invalid, Problem
from app.kernel.fields import Fields
from app.voucher.domain.policy.contradictions import refuse_contradictions
from app.voucher.domain.policy.reading import read_terms
from app.voucher.domain.policy.writing import write_terms
from app.voucher.domain.regions import enclosing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.kernel.money import Money
    from app.kernel.words import ServiceKind, VoucherMode
    from app.voucher.domain.claims import EvidenceKind
    from app.voucher.domain.payer import PayerRule
    from app.voucher.domain.policy.caps import Caps
    from app.voucher.domain.policy.rates import Refinement
    from app.voucher.domain.policy.words import (
        Bearer,
        CapCounts,
        FundingTier,
        RelatedParty,
        Remainder,
        VoucherOrder,
    )
    from app.voucher.domain.regions import Locality


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a programme's rules.

    `modes` are those towards every region that `modes_by_region` (code → modes) does not name; the nearest
    region named counts. `tiers` are the funding tiers in the order in which grants draw on them; none named
    means the order of the budget. A deadline is the hard date or so many days after the voucher's issue, the
    earlier. Percentages are whole.
    """

    label: str
    rate_percent: int
    rates: tuple[Refinement, ...]
    modes: frozenset[VoucherMode]
    modes_by_region: Mapping[str, frozenset[VoucherMode]]
    payer_rule: PayerRule
    tiers: tuple[FundingTier, ...]
    caps: Caps
    cap_counts: CapCounts
    last_grant_used_percent: int
    low_use_bar_percent: int
    use_by: date
    redeem_by: date
    use_days: int | None
    redeem_days: int | None
    remainder: Remainder
    kinds: frozenset[ServiceKind]
    excluded_kinds: frozenset[ServiceKind]
    excluded_tests: bool
    related_party: RelatedParty
    sme_registration_required: bool
    evidence: Mapping[VoucherMode, frozenset[EvidenceKind]]
    public_notice_days: int
    city_review_above: Money | None
    spot_check_percent: int
    hold_timeout_days: int
    rejected_redeem_borne_by: Bearer
    voucher_order: VoucherOrder

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Read the JSON shape of `POST /programmes`; `rate_percent`, `modes` and both days are required.

        Raises:
            Invalid: with every problem found, each naming its field under `policy.`.
        """
        problems: list[Problem] = []
        fields = Fields(data, problems, "policy")
        policy = read_terms(cls, fields)
        refuse_contradictions(policy, fields)
        if problems:
            raise Invalid.of(problems)
        return policy

    @classmethod
    def kept(cls, terms: Mapping[str, Any]) -> Self:
        """Read a policy as it was kept: of a contradiction that became one later nothing is said."""
        problems: list[Problem] = []
        policy = read_terms(cls, Fields(terms, problems, "policy"))
        if problems:
            raise Invalid.of(problems)
        return policy

    def to_dict(self) -> dict[str, Any]:
        """Return the shape `from_dict` reads, every default written out."""
        return write_terms(self)

    @property
    def eligible_kinds(self) -> frozenset[ServiceKind]:
        """Return the kinds of service it pays for."""
        return self.kinds - self.excluded_kinds

    @property
    def issuable_modes(self) -> frozenset[VoucherMode]:
        """Return the modes a voucher may carry: all that are allowed towards any region."""
        return self.modes.union(*self.modes_by_region.values())

    def says_the_same_as(self, other: Policy) -> bool:
        """Tell whether nothing would be decided otherwise; kinds may be left out or excluded."""
        return _plain(self) == _plain(other)

    def modes_towards(self, region_code: str) -> frozenset[VoucherMode]:
        """Return the modes allowed with providers of a region; the nearest that the policy names counts."""
        by_region = self.modes_by_region
        return next((by_region[code] for code in enclosing(region_code) if code in by_region), self.modes)

    def rate_for(self, *, kind: str, locality: Locality, price: Money) -> int:
        """Return the percentage of `price` it pays: the first refinement that applies, else the base rate."""
        refined = (
            each.percent for each in self.rates if each.applies(kind=kind, locality=locality, price=price)
        )
        return next(refined, self.rate_percent)

    def deadlines(self, issued_on: date) -> tuple[date, date]:
        """Return the last days to use and to claim a voucher issued on a day."""
        return _earlier(self.use_by, issued_on, self.use_days), _earlier(
            self.redeem_by, issued_on, self.redeem_days
        )


def _plain(policy: Policy) -> Policy:
    return replace(policy, kinds=policy.eligible_kinds, excluded_kinds=frozenset())


def _earlier(hard: date, issued_on: date, days: int | None) -> date:
    return hard if days is None else min(hard, issued_on + timedelta(days=days))
