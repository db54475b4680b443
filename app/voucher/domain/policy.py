"""A programme's rules as data: versioned, immutable once used, never code (domain.md, "Policy data")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_HOLD_DAYS = 400
LONGEST_NOTICE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a programme pays; None is no cap."""

    per_application: Money | None = None
    per_contract: Money | None = None
    per_year: Money | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a programme's rules."""

    rate_percent: int
    modes: frozenset[VoucherMode]
    payer_rule: PayerRule
    caps: Caps
    public_notice_days: int
    use_by: date
    redeem_by: date
    kinds: frozenset[ServiceKind]
    excluded_kinds: frozenset[ServiceKind]
    hold_timeout_days: int
    sme_registration_required: bool
    label: str

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read the JSON shape of `POST /programmes`.

        `rate_percent`, `modes`, `use_by` and `redeem_by` are required, the rest has the defaults below.

        Raises:
            Invalid: with every problem found, each naming its field under `policy.`.
        """
        read = Reader(data, "policy")
        caps = read.inner("caps")
        kinds = frozenset(ServiceKind)
        policy = cls(
            rate_percent=read.integer("rate_percent", least=1, most=100),
            modes=read.members("modes", VoucherMode),
            payer_rule=read.member("payer_rule", PayerRule, PayerRule.ISSUER_DIRECT),
            caps=Caps(*(caps.amount(name) for name in ("per_application", "per_contract", "per_year"))),
            public_notice_days=read.integer(
                "public_notice_days", least=0, most=LONGEST_NOTICE_DAYS, default=5
            ),
            use_by=read.day("use_by"),
            redeem_by=read.day("redeem_by"),
            kinds=read.members("kinds", ServiceKind, kinds),
            excluded_kinds=read.members("excluded_kinds", ServiceKind, frozenset()),
            hold_timeout_days=read.integer("hold_timeout_days", least=1, most=LONGEST_HOLD_DAYS, default=90),
            sme_registration_required=read.flag("sme_registration_required", default=True),
            label=read.text("label", default=""),
        )
        if not read.missed("use_by", "redeem_by") and policy.use_by > policy.redeem_by:
            read.refuse(
                "redeem_by",
                "deadlines_contradict",
                N_("What was used until the last day must still be claimable after it."),
                fix=N_("Set the last day to claim on or after the last day to use, %(use_by)s."),
                use_by=policy.use_by,
            )
        if not read.missed("kinds", "excluded_kinds") and not policy.kinds - policy.excluded_kinds:
            read.refuse(
                "excluded_kinds",
                "nothing_eligible",
                N_("Every kind of service is excluded, so nothing could be paid."),
            )
        if read.problems:
            raise Invalid.of(read.problems)
        return policy

    def to_dict(self) -> dict[str, Any]:
        """Return the shape `from_dict` reads, every default written out."""
        caps = self.caps
        return {
            "rate_percent": self.rate_percent,
            "modes": sorted(self.modes),
            "payer_rule": str(self.payer_rule),
            "caps": {
                name: {"minor": cap.minor, "currency": cap.currency}
                for name, cap in (
                    ("per_application", caps.per_application),
                    ("per_contract", caps.per_contract),
                    ("per_year", caps.per_year),
                )
                if cap is not None
            },
            "public_notice_days": self.public_notice_days,
            "use_by": self.use_by.isoformat(),
            "redeem_by": self.redeem_by.isoformat(),
            "kinds": sorted(self.kinds),
            "excluded_kinds": sorted(self.excluded_kinds),
            "hold_timeout_days": self.hold_timeout_days,
            "sme_registration_required": self.sme_registration_required,
            "label": self.label,
        }
