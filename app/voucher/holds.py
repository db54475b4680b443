"""Reserving voucher value for a reference, and resolving that once: capture, release or expire.

A reference is a plain text of the caller's, e.g. a booking's; what it names is not known here. Several
vouchers of one programme may be held for it, which are then resolved together.
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
from app.voucher.domain.eligibility import Facts
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.refusing import refusal
from app.voucher.domain.states import HoldState
from app.voucher.hold_events import tell_held
from app.voucher.judging import Plan, plan
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Hold
from app.voucher.queries.holds import Source, find_sources, lock_sources
from app.voucher.resolving import NothingHeld, capture, release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.kernel.money import Money

__all__ = ["NothingHeld", "capture", "hold", "judge", "preview", "release"]


def preview(
    *, voucher_number: str, others: Sequence[str] = (), mode: VoucherMode, price: Money, facts: Facts
) -> HoldPreview:
    """Say what a hold would be and every reason why it would be refused. Writes nothing; one query."""
    numbers = (voucher_number, *others)
    return plan(numbers, find_sources(numbers), mode, price, facts).preview()


def judge(sources: Sequence[Source], mode: VoucherMode, price: Money, facts: Facts) -> HoldPreview:
    """Say the same of vouchers that were looked up already; asks nothing of the database."""
    found = {source.voucher.number: source for source in sources}
    return plan(tuple(found), found, mode, price, facts).preview()


def hold(  # noqa: PLR0913 -- a hold has this many facts
    *,
    reference: str,
    voucher_number: str,
    others: Sequence[str] = (),
    mode: VoucherMode,
    price: Money,
    facts: Facts,
    now: datetime,
    kept_until: datetime | None = None,
    by: EventActor = SYSTEM,
) -> HoldCard:
    """Reserve the voucher's share of `price` for `reference`. Five statements.

    The amount is the policy's rate for such an order, at most its cap per contract. With `others` of the same
    programme they pay together, in the order of the policy, each what those before it leave of its own share;
    two statements, and four for each that pays. The hold times out the policy's `hold_timeout_days` after the
    day of service, the fewest of several policies', but not before `kept_until`, so that what is promised can
    still be settled; and with the last day to claim at the latest, since nothing could be paid after it.

    Raises:
        Invalid: every reason why a voucher may not pay.
        PaymentRequired: `voucher_insufficient`, when too small a free value is the only one.
        Conflict: `already_held` when the reference has a live hold.
    """
    numbers = (voucher_number, *others)
    planned = plan(numbers, lock_sources(numbers) if others else find_sources(numbers), mode, price, facts)
    if planned.problems:
        raise refusal(planned.problems)
    due = _due(planned, facts, kept_until)
    occasion = Occasion(reference, now, by)
    cards = [
        _hold(planned, position, facts, occasion, expires_at=due)
        for position in range(1, len(planned.paying) + 1)
    ]
    return cards[0]


def _due(planned: Plan, facts: Facts, kept_until: datetime | None) -> datetime:
    sources = [each.source for each in planned.paying]
    days = min(source.policy.hold_timeout_days for source in sources)
    timeout = end_of_day(facts.service_on) + timedelta(days=days)
    last = end_of_day(min(source.voucher.redeem_by for source in sources))
    return min(max(timeout, kept_until or timeout), last)


def _hold(
    planned: Plan, position: int, facts: Facts, occasion: Occasion, *, expires_at: datetime
) -> HoldCard:
    each, seen = planned.paying[position - 1], planned.preview()
    source, amount = each.source, each.amount
    hold_id = _insert(planned, position, facts, occasion, expires_at=expires_at)
    account = Account(
        programme_id=source.voucher.programme_id,
        voucher_id=source.voucher.id,
        issuer_region=source.voucher.region_code,
        host_region=facts.provider_region,
        payer_region=source.policy.payer_rule.payer(source.voucher.region_code, facts.provider_region),
    )
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
        reference=occasion.reference,
        voucher_number=source.voucher.number,
        mode=planned.mode,
        state=HoldState.HELD,
        amount=amount,
        shares=seen.shares,
        policy_version=source.policy_version,
        recognition=seen.recognition,
        parts=planned.parts(planned.paying),
    )
    tell_held(card, occasion)
    return card


def _insert(planned: Plan, position: int, facts: Facts, occasion: Occasion, *, expires_at: datetime) -> int:
    each = planned.paying[position - 1]
    source, price = each.source, planned.price
    snapshot = {
        "facts": facts.to_dict(),
        "policy_version": source.policy_version,
        "rate_percent": each.rate_percent,
        "price_minor": price.minor,
        "amount_minor": each.amount.minor,
        "available_minor": source.available.minor,
        "currency": price.currency,
    }
    if len(planned.holds) > 1:
        snapshot["before_minor"] = each.before.minor
    hold_id: int = execute_checked(
        insert(Hold)
        .values(
            reference=occasion.reference,
            position=position,
            voucher_id=source.voucher.id,
            policy_id=source.policy_id,
            mode=planned.mode,
            state=HoldState.HELD,
            amount_minor=each.amount.minor,
            captured_minor=0,
            currency=price.currency,
            host_region=facts.provider_region,
            snapshot=snapshot,
            held_at=occasion.at,
            expires_at=expires_at,
        )
        .returning(Hold.id)
    ).scalar_one()
    return hold_id
