"""Gathers what the rules ask about an enterprise that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.domain.verification import Verification
from app.voucher.counting import CountedFor, counted_for
from app.voucher.domain.applicants import Applicant
from app.voucher.domain.days import voucher_day
from app.voucher.ports import is_admitted
from app.voucher.queries.sanctions import sanctions_against
from app.voucher.queries.uses import earlier_use

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.enterprises import EnterpriseCard, RegistrationCard
    from app.kernel.money import Money
    from app.voucher.domain.cards import ProgrammeCard


@dataclass(frozen=True, slots=True)
class Standing:
    """How an enterprise stands with a programme: its record, the facts, and what counts for the cap so far.

    Enterprises that came into a control group bring their grants along, and those that left leave theirs
    behind: of what the counter says and what the members have, `already` is the greater.
    """

    programme: ProgrammeCard
    enterprise: EnterpriseCard
    registrations: tuple[RegistrationCard, ...]
    counted: CountedFor
    applicant: Applicant
    already: Money


def standing_of(programme: ProgrammeCard, enterprise_id: int, now: datetime) -> Standing:
    """Return how an enterprise stands with a programme on the day of `now`. Four queries, or five.

    Raises NotFound for what is no enterprise.
    """
    enterprise = accounts.get_any_enterprise(enterprise_id)
    return standing_with(programme, enterprise, counted_for(programme, enterprise), now)


def standing_with(
    programme: ProgrammeCard, enterprise: EnterpriseCard, counted: CountedFor, now: datetime
) -> Standing:
    """Return the same for an enterprise at hand."""
    today, region_code = voucher_day(now), enterprise.organisation.region_code
    currency = programme.budget[0].left.currency
    registrations = tuple(accounts.registrations([enterprise.id]))
    earlier = earlier_use(programme, counted.enterprise_ids, counted.key, currency)
    applicant = Applicant(
        enterprise_id=enterprise.id,
        region_code=region_code,
        is_refused=enterprise.state is Verification.REFUSED,
        sme_year=today.year,
        sme_registered=_is_registered(registrations, today),
        demand_admitted=is_admitted(region_code, today),
        sanctions=sanctions_against(enterprise.id, programme.region_code, today),
        last_grant=earlier.last_grant,
        year_before=earlier.year_before,
    )
    already = max(earlier.counted, earlier.granted)
    return Standing(programme, enterprise, registrations, counted, applicant, already)


def _is_registered(registrations: tuple[RegistrationCard, ...], today: date) -> bool:
    return any(card.year == today.year and card.state is Verification.VERIFIED for card in registrations)
