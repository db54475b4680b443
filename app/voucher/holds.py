"""Reserving voucher value for a reference, and resolving that once: capture, release or expire.

A reference is a plain text of the caller's, e.g. a booking's; what it names is not known here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.infra.db import execute_checked
from app.infra.events import SYSTEM, EventActor
from app.kernel.words import VoucherMode
from app.voucher import ledger
from app.voucher.domain.cards import HoldCard, HoldPreview
from app.voucher.domain.days import end_of_day
from app.voucher.domain.eligibility import Facts, refusals
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.refusing import not_yours, other_currency, refusal
from app.voucher.domain.shares import shares, without_voucher
from app.voucher.domain.states import HoldState
from app.voucher.hold_events import tell_held
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Hold
from app.voucher.queries.holds import Source, find_source
from app.voucher.resolving import capture, release

if TYPE_CHECKING:
    from app.kernel.errors import Problem
    from app.kernel.money import Money

__all__ = ["capture", "hold", "judge", "preview", "release"]


def preview(*, voucher_number: str, mode: VoucherMode, price: Money, facts: Facts) -> HoldPreview:
    """Say what a hold would be and every reason why it would be refused. Writes nothing; one query."""
    source = find_source(voucher_number)
    if source is None:
        return _not_theirs(voucher_number, price)
    return judge(source, mode, price, facts)


def judge(source: Source, mode: VoucherMode, price: Money, facts: Facts) -> HoldPreview:
    """Say the same of a voucher that was looked up already; asks nothing of the database."""
    if source.voucher.enterprise_id != facts.enterprise_id:
        return _not_theirs(source.voucher.number, price)
    if price.currency != source.available.currency:
        return _unjudged(price, other_currency(price, source.available))
    policy = source.policy
    rate_percent = policy.rate_for(kind=facts.service_kind, locality=facts.locality, price=price)
    split = shares(price, rate_percent, policy.caps.per_contract, mode)
    problems: list[Problem] = refusals(
        source.voucher,
        policy,
        facts,
        mode=mode,
        amount=split.voucher_share,
        available=source.available,
    )
    used = None if facts.same_province or facts.recognition is None else facts.recognition.ref
    return HoldPreview(split, tuple(problems), rate_percent, source.policy_version, used)


def hold(
    *,
    reference: str,
    voucher_number: str,
    mode: VoucherMode,
    price: Money,
    facts: Facts,
    now: datetime,
    expires_at: datetime | None = None,
    by: EventActor = SYSTEM,
) -> HoldCard:
    """Reserve the voucher's share of `price` for `reference`. Five statements.

    The amount is the policy's rate for such an order, at most its cap per contract. Without `expires_at` the
    hold times out the policy's `hold_timeout_days` after the day of service.

    Raises:
        Invalid: every reason why the voucher may not pay.
        PaymentRequired: `voucher_insufficient`, when its free value being too small is the only one.
        Conflict: `already_held` when the reference has a live hold.
    """
    source = find_source(voucher_number)
    found = _not_theirs(voucher_number, price) if source is None else judge(source, mode, price, facts)
    if source is None or found.problems:
        raise refusal(found.problems)
    due = expires_at or end_of_day(facts.service_on) + timedelta(days=source.policy.hold_timeout_days)
    hold_id = _insert(source, reference, mode, found, facts, held_at=now, expires_at=due)
    account = Account(
        programme_id=source.voucher.programme_id,
        voucher_id=source.voucher.id,
        issuer_region=source.voucher.region_code,
        host_region=facts.provider_region,
        payer_region=source.policy.payer_rule.payer(source.voucher.region_code, facts.provider_region),
    )
    amount, occasion = found.shares.voucher_share, Occasion(reference, now, by)
    held = ledger.open_bucket(
        BucketKind.HELD, str(hold_id), tier=source.voucher.tier, account=account, currency=amount.currency
    )
    ledger.post(
        Reason.HOLD,
        amount,
        debit=Place(source.available_bucket_id, BucketKind.AVAILABLE),
        credit=held,
        account=account,
        occasion=occasion,
    )
    card = HoldCard(
        id=hold_id,
        reference=reference,
        voucher_number=voucher_number,
        mode=mode,
        state=HoldState.HELD,
        amount=amount,
        shares=found.shares,
        policy_version=source.policy_version,
        recognition=found.recognition,
    )
    tell_held(card, occasion)
    return card


def _not_theirs(voucher_number: str, price: Money) -> HoldPreview:
    return _unjudged(price, not_yours(voucher_number))


def _unjudged(price: Money, problem: Problem) -> HoldPreview:
    return HoldPreview(without_voucher(price), (problem,), None, None, None)


def _insert(
    source: Source,
    reference: str,
    mode: VoucherMode,
    found: HoldPreview,
    facts: Facts,
    *,
    held_at: datetime,
    expires_at: datetime,
) -> int:
    split = found.shares
    snapshot = {
        "facts": facts.to_dict(),
        "policy_version": source.policy_version,
        "rate_percent": found.rate_percent,
        "price_minor": split.total.minor,
        "amount_minor": split.voucher_share.minor,
        "available_minor": source.available.minor,
        "currency": split.total.currency,
    }
    hold_id: int = execute_checked(
        insert(Hold)
        .values(
            reference=reference,
            voucher_id=source.voucher.id,
            policy_id=source.policy_id,
            mode=mode,
            state=HoldState.HELD,
            amount_minor=split.voucher_share.minor,
            captured_minor=0,
            currency=split.total.currency,
            host_region=facts.provider_region,
            snapshot=snapshot,
            held_at=held_at,
            expires_at=expires_at,
        )
        .returning(Hold.id)
    ).scalar_one()
    return hold_id
