"""A voucher whose last day of use is over: its free value goes back to the budget it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.infra.events import SYSTEM
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import Reason
from app.voucher.domain.states import VoucherAction, VoucherState
from app.voucher.ending import end
from app.voucher.models import Voucher
from app.voucher.queries.endings import lock_voucher

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
    standing = lock_voucher(voucher_id)
    voucher = standing.voucher
    if voucher.state is VoucherState.ACTIVE and voucher.use_by < voucher_day(now):
        end(standing, VoucherAction.LAPSE, Reason.LAPSE, at=now, by=SYSTEM)
