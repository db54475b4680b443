"""Issuing a voucher: the cap counted, the budget moved, the number given, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.queries import get_any_enterprise
from app.infra.db import execute_checked
from app.infra.events import EventActor, record_first
from app.voucher import ledger
from app.voucher.applicants import Standing, standing_with
from app.voucher.counting import count, counted_for, lock_counter
from app.voucher.domain.cards import ProgrammeCard, VoucherCard
from app.voucher.domain.days import voucher_day
from app.voucher.domain.granting import Grant, drawn_in_order, grant_refusal, grant_refusals
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.numbers import new_voucher_number
from app.voucher.domain.states import VoucherState
from app.voucher.ledger import Account, Occasion
from app.voucher.models import Voucher
from app.voucher.queries.programmes import get_programme_by_ref
from app.voucher.queries.vouchers import get_voucher_by_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a programme. `modes` None is all it allows; `tier` None the first that can pay."""

    enterprise_id: int
    face: Money
    modes: frozenset[VoucherMode] | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A grant as it would be issued, and how the enterprise stands with the programme."""

    standing: Standing
    grant: Grant

    @property
    def programme(self) -> ProgrammeCard:
        """Return the programme that grants."""
        return self.standing.programme

    def refusals(self, now: datetime) -> list[Problem]:
        """Return every rule of the programme that the grant breaks."""
        return grant_refusals(self.programme, self.grant, today=voucher_day(now))


def issue(
    *,
    programme_ref: str,
    enterprise_id: int,
    face: Money,
    modes: frozenset[VoucherMode] | None = None,
    tier: str | None = None,
    by: EventActor,
    now: datetime,
) -> VoucherCard:
    """Issue a voucher of `face` under the programme's policy in force, as commands and the demo do.

    `modes` None gives all the policy allows; `tier` None takes the first funding tier that can pay it.

    Raises:
        NotFound: no such programme, or no such enterprise.
        Invalid: every rule of the programme that the grant breaks.
        Conflict: `budget_exceeded` when the budget being too small is the only one.
    """
    plan = plan_grant(programme_ref, Wish(enterprise_id, face, modes, tier), now)
    problems = plan.refusals(now)
    if problems:
        raise grant_refusal(problems)
    return issue_planned(plan, by=by, now=now)


def plan_grant(programme_ref: str, wish: Wish, now: datetime) -> Plan:
    """Look at a grant with counter and budget locked, so that what is seen holds until the commit.

    Raises NotFound where there is no such programme or enterprise.
    """
    programme = get_programme_by_ref(programme_ref)
    enterprise = get_any_enterprise(wish.enterprise_id)
    counted = counted_for(programme, enterprise)
    lock_counter(programme, counted, wish.face.currency)
    ledger.lock_budget(programme.id)
    return plan_of(standing_with(get_programme_by_ref(programme_ref), enterprise, counted, now), wish)


def plan_of(standing: Standing, wish: Wish) -> Plan:
    """Return the plan of a wish for an enterprise that stands so."""
    programme = standing.programme
    grant = Grant(
        face=wish.face,
        modes=programme.policy.issuable_modes if wish.modes is None else wish.modes,
        tier=wish.tier or _first_tier_for(wish.face, programme),
        already=standing.already,
    )
    return Plan(standing, grant)


def issue_planned(plan: Plan, *, by: EventActor, now: datetime) -> VoucherCard:
    """Issue what was planned in this transaction. The database has the last word on cap and budget."""
    programme, face = plan.programme, plan.grant.face
    count(programme, plan.standing.counted, face)
    number = new_voucher_number(programme.year, programme.region_code)
    voucher_id = _insert(plan, number, now)
    _fund(programme, plan.grant, voucher_id, Occasion(number, now, by))
    record_first(
        subject_kind="voucher",
        subject_ref=number,
        action="issue",
        at=now,
        actor=by,
        to_state=VoucherState.ACTIVE,
        data={
            "programme": programme.ref,
            "policy_version": programme.policy_version,
            "face_minor": face.minor,
        },
    )
    return get_voucher_by_number(number).voucher


def _first_tier_for(face: Money, programme: ProgrammeCard) -> str:
    tiers = drawn_in_order(programme)
    able = (tier.tier for tier in tiers if tier.left >= face)
    return next(able, tiers[0].tier)


def _insert(plan: Plan, number: str, now: datetime) -> int:
    programme, grant = plan.programme, plan.grant
    use_by, redeem_by = programme.policy.deadlines(voucher_day(now))
    voucher_id: int = execute_checked(
        insert(Voucher)
        .values(
            number=number,
            programme_id=programme.id,
            policy_id=programme.policy_id,
            enterprise_id=plan.standing.enterprise.id,
            control_group_id=plan.standing.counted.control_group_id,
            tier=grant.tier,
            face_minor=grant.face.minor,
            currency=grant.face.currency,
            modes=sorted(grant.modes),
            use_by=use_by,
            redeem_by=redeem_by,
            state=VoucherState.ACTIVE,
            issued_at=now,
        )
        .returning(Voucher.id)
    ).scalar_one()
    return voucher_id


def _fund(programme: ProgrammeCard, grant: Grant, voucher_id: int, occasion: Occasion) -> None:
    region = programme.region_code
    account = Account(programme.id, voucher_id, issuer_region=region, host_region=None, payer_region=region)
    available = ledger.open_bucket(
        BucketKind.AVAILABLE,
        occasion.reference,
        tier=grant.tier,
        account=account,
        currency=grant.face.currency,
    )
    ledger.post(
        Reason.ISSUE,
        grant.face,
        debit=ledger.budget_of(programme.id, grant.tier),
        credit=available,
        account=account,
        occasion=occasion,
    )
