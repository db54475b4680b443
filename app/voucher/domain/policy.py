"""A programme's rules as data: versioned, immutable once used, never code (domain.md, "Policy data")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from app.kernel.errors import Invalid, Problem
from app.kernel.fields import Fields
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.payer import PayerRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_HOLD_DAYS = 400
LONGEST_NOTICE_DAYS = 90
LONGEST_LABEL = 200


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
        problems: list[Problem] = []
        fields = Fields(data, problems, "policy")
        caps = fields.inner("caps")
        policy = cls(
            rate_percent=fields.integer("rate_percent", low=1, high=100),
            modes=fields.choices("modes", VoucherMode),
            payer_rule=fields.choice("payer_rule", PayerRule, default=PayerRule.ISSUER_DIRECT),
            caps=Caps(*(caps.amount(name) for name in ("per_application", "per_contract", "per_year"))),
            public_notice_days=fields.integer(
                "public_notice_days", low=0, high=LONGEST_NOTICE_DAYS, default=5
            ),
            use_by=fields.day("use_by"),
            redeem_by=fields.day("redeem_by"),
            kinds=fields.choices("kinds", ServiceKind, default=frozenset(ServiceKind)),
            excluded_kinds=fields.choices("excluded_kinds", ServiceKind, default=frozenset()),
            hold_timeout_days=fields.integer("hold_timeout_days", low=1, high=LONGEST_HOLD_DAYS, default=90),
            sme_registration_required=fields.flag("sme_registration_required", default=True),
            label=fields.text("label", longest=LONGEST_LABEL, default=""),
        )
        _refuse_contradictions(policy, fields)
        if problems:
            raise Invalid.of(problems)
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


def _refuse_contradictions(policy: Policy, fields: Fields) -> None:
    if fields.are_good("use_by", "redeem_by") and policy.use_by > policy.redeem_by:
        fields.refuse(
            "redeem_by",
            N_("What was used until the last day must still be claimable after it."),
            code="deadlines_contradict",
            fix=N_("Set the last day to claim on or after the last day to use, %(use_by)s."),
            use_by=policy.use_by,
        )
    if fields.are_good("kinds", "excluded_kinds") and not policy.kinds - policy.excluded_kinds:
        fields.refuse(
            "excluded_kinds",
            N_("Every kind of service is excluded, so nothing could be paid."),
            code="nothing_eligible",
        )
