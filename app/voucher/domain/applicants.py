"""Who may get a voucher at all, whatever the amount. Every reason why not, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.kernel.money import Money
    from app.voucher.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class StandingSanction:
    """What bars an organisation up to and including a day, after an upheld case."""

    ref: str
    until_on: date


@dataclass(frozen=True, slots=True)
class Use:
    """How much of what was granted is used: captured for services, whether paid out already or not."""

    granted: Money
    used: Money

    @property
    def percent(self) -> int:
        """Return the used share in whole per cent, rounded down."""
        return self.used.minor * 100 // self.granted.minor

    def is_below(self, percent: int) -> bool:
        """Tell whether less than `percent` is used."""
        return self.used.minor * 100 < self.granted.minor * percent

    def missing(self, percent: int) -> Money:
        """Return how much more use makes it `percent`."""
        needed = -(-self.granted.minor * percent // 100)
        return type(self.granted)(needed, self.granted.currency) - self.used


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the rules ask about an enterprise, gathered on the day of the decision.

    `last_grant` is the newest voucher of the programme, `year_before` all of the region's year before; None
    where there was none. Where the policy counts for the control group, both are the group's.
    """

    enterprise_id: int
    region_code: str
    is_refused: bool
    sme_year: int
    sme_registered: bool
    demand_admitted: bool
    sanctions: tuple[StandingSanction, ...]
    last_grant: Use | None
    year_before: Use | None

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot a decision keeps, so that it can be made again later (R3)."""
        return {
            "enterprise_id": self.enterprise_id,
            "region_code": self.region_code,
            "is_refused": self.is_refused,
            "sme_year": self.sme_year,
            "sme_registered": self.sme_registered,
            "demand_admitted": self.demand_admitted,
            "sanctions": [sanction.ref for sanction in self.sanctions],
            "last_grant": _use(self.last_grant),
            "year_before": _use(self.year_before),
        }


def applicant_refusals(policy: Policy, applicant: Applicant) -> list[Problem]:
    """Return every reason why the enterprise may not apply; empty when it may."""
    return [
        *_register_problems(policy, applicant),
        *_sanction_problems(applicant),
    ]


def use_refusals(policy: Policy, applicant: Applicant) -> list[Problem]:
    """Return every rule about earlier grants that speaks against another; empty when none does."""
    return [*_last_grant_problems(policy, applicant), *_low_use_problems(policy, applicant)]


def _register_problems(policy: Policy, applicant: Applicant) -> Iterator[Problem]:
    if applicant.is_refused:
        yield Problem(
            "verification_refused",
            N_("The enterprise's record was refused by its region."),
            fix=N_("Correct the record and ask for another look."),
        )
    if policy.sme_registration_required and not applicant.sme_registered:
        yield Problem(
            "sme_not_registered",
            N_("No registration of the enterprise as a technology SME for %(year)s is verified."),
            fix=N_(
                "Declare it in the record with its certificate; it counts once your district verified it."
            ),
            values={"year": applicant.sme_year},
        )
    if not applicant.demand_admitted:
        yield Problem(
            "district_not_admitted",
            N_("The enterprise's district is not an admitted member of the pool."),
            values={"region": applicant.region_code},
        )


def _sanction_problems(applicant: Applicant) -> Iterator[Problem]:
    for sanction in applicant.sanctions:
        yield Problem(
            "sanctioned",
            N_("The sanction %(ref)s bars the enterprise from new vouchers until %(until_on)s."),
            values={"ref": sanction.ref, "until_on": sanction.until_on},
        )


def _last_grant_problems(policy: Policy, applicant: Applicant) -> Iterator[Problem]:
    use, needed = applicant.last_grant, policy.last_grant_used_percent
    if use is not None and use.is_below(needed):
        yield Problem(
            "last_grant_not_used",
            N_("Only %(used)s %% of the last voucher is used; %(needed)s %% must be before the next."),
            fix=N_("Use %(missing)s more of it first."),
            values={"used": use.percent, "needed": needed, "missing": use.missing(needed)},
        )


def _low_use_problems(policy: Policy, applicant: Applicant) -> Iterator[Problem]:
    use, bar = applicant.year_before, policy.low_use_bar_percent
    if use is not None and use.is_below(bar):
        yield Problem(
            "low_use",
            N_("Only %(used)s %% of last year's vouchers was used; less than %(bar)s %% bars this year."),
            values={"used": use.percent, "bar": bar},
        )


def _use(use: Use | None) -> dict[str, int] | None:
    return None if use is None else {"granted_minor": use.granted.minor, "used_minor": use.used.minor}
