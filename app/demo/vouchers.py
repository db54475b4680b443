"""The programmes of the demo's pilot districts, and the vouchers of its enterprises.

Rates and caps are demo policy, and labelled so: the published texts differ by region.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.demo.places import ENTERPRISES
from app.demo.regions import JIASHAN, LOADER, MAANSHAN, PILOT_DISTRICTS, QINGPU, WUJIANG
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.pool.domain.days import pool_day
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeAction, ProgrammeState
from app.voucher.issuing import issue
from app.voucher.programmes import found_programme, move_programme
from app.voucher.queries.programmes import all_programmes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.voucher.domain.cards import ProgrammeCard

LABEL = "演示政策 demo policy"
RATE_PERCENT = 50
YEARLY_CAP = Money(300_000 * 100)
#: The one region whose city looks at large grants, too; the others decide alone.
CITY_REVIEW_ABOVE = {QINGPU: Money(100_000 * 100)}
_DISTRICT_BUDGET, _PROVINCE_BUDGET = Money(5_000_000 * 100), Money(3_000_000 * 100)

_NAMES: Mapping[str, str] = {
    QINGPU: "青浦区科技创新券",
    WUJIANG: "吴江区科技创新券",
    JIASHAN: "嘉善县科技创新券",
    MAANSHAN: "马鞍山市科技创新券",
}
BOTH, REIMBURSE, REDEEM = (
    frozenset(VoucherMode),
    frozenset({VoucherMode.REIMBURSE}),
    frozenset({VoucherMode.REDEEM}),
)


@dataclass(frozen=True, slots=True)
class Purse:
    """A voucher of the demo, and how many of its bookings it may pay.

    No booking of the demo takes more than DEAREST from a voucher, so a purse never runs dry in the middle.
    """

    number: str
    modes: frozenset[VoucherMode]
    most_bookings: int
    use_by: date


DEAREST = Money(5_000 * 100)

# Enterprise, face in yuan, modes, bookings. The first keeps 200,000 − 20 × 5,000 = ¥100,000 at least, and may
# apply for ¥20,000 more under the yearly cap.
_GRANTS = (
    (ENTERPRISES[0].slug, 200_000, BOTH, 20),
    (ENTERPRISES[0].slug, 50_000, REDEEM, 10),
    (ENTERPRISES[0].slug, 30_000, REIMBURSE, 6),
    (ENTERPRISES[1].slug, 60_000, BOTH, 12),
    (ENTERPRISES[2].slug, 40_000, REIMBURSE, 8),
    (ENTERPRISES[2].slug, 40_000, BOTH, 8),
)
# Those of the year in which the pool was founded, lapsed since. The first is used like the others; the rest
# pays for what `last_year` tells.
_FIRST_GRANTS = (
    (ENTERPRISES[0].slug, 20_000, BOTH, 3),
    (ENTERPRISES[0].slug, 60_000, BOTH, 11),
    (ENTERPRISES[1].slug, 10_000, REDEEM, 2),
)
#: Regions whose first programme let the provider's region pay, netted between the two afterwards.
_CLEARING = frozenset({JIASHAN})


def first_vouchers(
    organisations: Mapping[str, OrganisationCard], lapsing_on: date, now: datetime
) -> list[tuple[str, Purse]]:
    """Open two programmes that end on `lapsing_on`, and issue their vouchers, each with its enterprise."""
    for region in (QINGPU, JIASHAN):
        _found(region, pool_day(now).year, lapsing_on, now)
    return _issued(organisations, _FIRST_GRANTS, now)


def vouchers_of_the_year(
    organisations: Mapping[str, OrganisationCard], year: int, now: datetime
) -> list[tuple[str, Purse]]:
    """Open each pilot district's programme of a year, and issue its vouchers, each with its enterprise."""
    for region in PILOT_DISTRICTS:
        _found(region, year, date(year + 1, 12, 31), now)
    return _issued(organisations, _GRANTS, now)


def _issued(
    organisations: Mapping[str, OrganisationCard],
    grants: Sequence[tuple[str, int, frozenset[VoucherMode], int]],
    now: datetime,
) -> list[tuple[str, Purse]]:
    """Open what is still a draft, and issue from what was opened last in each region."""
    programmes = {}
    for programme in sorted(all_programmes(), key=lambda each: each.id):
        programmes[programme.region_code] = programme
        if programme.state is ProgrammeState.DRAFT:
            move_programme(programme, ProgrammeAction.OPEN, by=LOADER, now=now)
    found = []
    for slug, yuan, modes, most_bookings in grants:
        enterprise = organisations[slug]
        voucher = issue(
            programme_ref=programmes[enterprise.region_code].ref,
            enterprise_id=enterprise.id,
            face=Money(yuan * 100),
            modes=modes,
            by=LOADER,
            now=now,
        )
        found.append((slug, Purse(voucher.number, modes, most_bookings, voucher.use_by)))
    return found


def close_ended_programmes(now: datetime) -> None:
    """Close the programmes whose vouchers can not be used any more."""
    for programme in _ended(pool_day(now)):
        move_programme(programme, ProgrammeAction.CLOSE, by=LOADER, now=now)


def _ended(today: date) -> list[ProgrammeCard]:
    return [programme for programme in all_programmes() if programme.policy.use_by < today]


def _found(region: str, year: int, use_by: date, now: datetime) -> None:
    above = CITY_REVIEW_ABOVE.get(region)
    clears = region in _CLEARING and use_by < date(year + 1, 12, 31)
    programme = draft(
        name=f"{_NAMES[region]} {year}（演示）",
        year=year,
        region_code=region,
        budget=[BudgetLine("district", _DISTRICT_BUDGET), BudgetLine("province", _PROVINCE_BUDGET)],
        policy={
            "rate_percent": RATE_PERCENT,
            "modes": sorted(VoucherMode),
            "caps": {"per_year": _written(YEARLY_CAP)},
            "use_by": use_by.isoformat(),
            "redeem_by": (use_by + timedelta(days=180)).isoformat(),
            "label": LABEL,
            "payer_rule": PayerRule.HOST_CLEARING if clears else PayerRule.ISSUER_DIRECT,
            **({"city_review_above": _written(above)} if above else {}),
        },
    )
    found_programme(programme, by=LOADER, now=now)


def _written(amount: Money) -> dict[str, object]:
    return {"minor": amount.minor, "currency": amount.currency}
