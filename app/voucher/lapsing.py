"""A voucher whose last day of use is over: its free value goes back to the budget it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db, swap
from app.infra.events import SYSTEM, record
from app.kernel.money import Money
from app.voucher import ledger
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.states import VOUCHER, VoucherAction, VoucherState, after
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Bucket, Programme, Voucher

if TYPE_CHECKING:
    from datetime import datetime


def overdue_vouchers(now: datetime, limit: int) -> list[int]:
    """Return the ids of active vouchers whose `use_by` is past in Asia/Shanghai, oldest deadline first."""
    return list(
        db.session.scalars(
            select(Voucher.id)
            .where(Voucher.state == VoucherState.ACTIVE, Voucher.use_by < voucher_day(now))
            .order_by(Voucher.use_by, Voucher.id)
            .limit(limit)
        )
    )


def lapse(voucher_id: int, now: datetime) -> None:
    """Lapse a voucher; do nothing when it is not active any more.

    What is held stays held: its service was on or before the last day, so it may still be captured.
    """
    voucher = db.session.execute(
        select(
            Voucher.number,
            Voucher.state,
            Voucher.use_by,
            Voucher.programme_id,
            Voucher.tier,
            Programme.region_code,
        )
        .join(Programme, Programme.id == Voucher.programme_id)
        .where(Voucher.id == voucher_id)
        .with_for_update(of=Voucher)
    ).one()
    if voucher.state != VoucherState.ACTIVE or voucher.use_by >= voucher_day(now):
        return
    lapsed = after(VOUCHER, VoucherState.ACTIVE, VoucherAction.LAPSE)
    swap(Voucher, voucher_id, from_state=VoucherState.ACTIVE, to_state=lapsed)
    region = voucher.region_code
    account = Account(
        voucher.programme_id, voucher_id, issuer_region=region, host_region=None, payer_region=region
    )
    _give_up(account, voucher.tier, Occasion(voucher.number, now, SYSTEM))
    record(
        subject_kind="voucher",
        subject_ref=voucher.number,
        action=VoucherAction.LAPSE,
        at=now,
        actor=SYSTEM,
        from_state=VoucherState.ACTIVE,
        to_state=lapsed,
    )


def _give_up(account: Account, tier: str, occasion: Occasion) -> None:
    # Locked, so that a hold under way is either in front of this transfer or finds nothing left.
    free = db.session.execute(
        select(Bucket.id, Bucket.balance_minor, Bucket.currency)
        .where(Bucket.voucher_id == account.voucher_id, Bucket.kind == BucketKind.AVAILABLE)
        .with_for_update()
    ).one()
    if free.balance_minor == 0:
        return
    ledger.post(
        Reason.LAPSE,
        Money(free.balance_minor, free.currency),
        debit=Place(free.id, BucketKind.AVAILABLE),
        credit=ledger.budget_of(account.programme_id, tier),
        account=account,
        occasion=occasion,
    )
