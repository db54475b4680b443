"""Issuing a voucher: the cap counted, the budget moved, the number given, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.infra.db import db, execute_checked
from app.infra.events import EventActor, record_first
from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.voucher import ledger
from app.voucher.domain.cards import ProgrammeCard, VoucherCard
from app.voucher.domain.days import voucher_day
from app.voucher.domain.granting import Grant, drawn_in_order, grant_refusals
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.numbers import new_voucher_number
from app.voucher.domain.states import VoucherState
from app.voucher.ledger import Account, Occasion
from app.voucher.models import CapUse, Voucher
from app.voucher.queries.programmes import get_programme_by_ref
from app.voucher.queries.vouchers import get_voucher_by_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.words import VoucherMode


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
    """Issue a voucher of `face` under the programme's policy in force.

    `modes` None gives all the policy allows; `tier` None takes the first funding tier that can pay it.

    Raises:
        NotFound: no such programme.
        Invalid: every rule of the programme that the grant breaks.
        Conflict: `budget_exceeded` when another grant took the budget meanwhile (the cap: Invalid).
    """
    programme = get_programme_by_ref(programme_ref)
    grant = Grant(
        face=face,
        modes=programme.policy.issuable_modes if modes is None else modes,
        tier=tier or _first_tier_for(face, programme),
        already=_already_granted(programme, enterprise_id, face.currency),
    )
    problems = grant_refusals(programme, grant, today=voucher_day(now))
    if problems:
        raise Invalid.of(problems)
    _count(programme, enterprise_id, face)
    number = new_voucher_number(programme.year, programme.region_code)
    voucher_id = _insert(programme, grant, enterprise_id, number, now)
    _fund(programme, grant, voucher_id, Occasion(number, now, by))
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


def _already_granted(programme: ProgrammeCard, enterprise_id: int, currency: str) -> Money:
    used = db.session.scalar(
        select(CapUse.used_minor).where(
            CapUse.programme_id == programme.id, CapUse.counted_for == counted_for(enterprise_id)
        )
    )
    return Money(used or 0, currency)


def counted_for(enterprise_id: int) -> str:
    """Return whom the yearly cap counts a grant for: the enterprise itself."""
    return f"organisation:{enterprise_id}"


def _count(programme: ProgrammeCard, enterprise_id: int, face: Money) -> None:
    """Add the grant to the enterprise's counter; the counter's CHECK has the last word in a race.

    The cap of the policy in force counts, so the counter takes it over with each grant.
    """
    counter = (CapUse.programme_id == programme.id, CapUse.counted_for == counted_for(enterprise_id))
    cap = programme.policy.caps.per_year
    cap_minor = None if cap is None else cap.minor
    if db.session.scalar(select(CapUse.id).where(*counter)) is None:
        execute_checked(
            insert(CapUse).values(
                programme_id=programme.id,
                counted_for=counted_for(enterprise_id),
                used_minor=0,
                cap_minor=cap_minor,
                currency=face.currency,
            )
        )
    used = CapUse.used_minor + face.minor
    execute_checked(update(CapUse).where(*counter).values(used_minor=used, cap_minor=cap_minor))


def _insert(programme: ProgrammeCard, grant: Grant, enterprise_id: int, number: str, now: datetime) -> int:
    use_by, redeem_by = programme.policy.deadlines(voucher_day(now))
    voucher_id: int = execute_checked(
        insert(Voucher)
        .values(
            number=number,
            programme_id=programme.id,
            policy_id=programme.policy_id,
            enterprise_id=enterprise_id,
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
