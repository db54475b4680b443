"""Warnings 30, 7 and 1 days before a last day: to use a voucher, and to claim what was used of it.

The last warning given is kept on the voucher, so that an outage skips warnings that came too late and no
warning is given twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.infra.db import db
from app.infra.filters import format_money
from app.kernel.money import Money
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import BucketKind
from app.voucher.domain.states import VoucherState
from app.voucher.models import Bucket, Capture, Voucher
from app.voucher.queries.captures import NOT_HANDED_IN, open_captures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

DAYS_AHEAD = (30, 7, 1)
MANAGERS = (Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER)


def unwarned_uses(now: datetime, limit: int) -> Sequence[int]:
    """Return the ids of active vouchers with free value whose next warning about `use_by` is due."""
    free = and_(
        Bucket.voucher_id == Voucher.id, Bucket.kind == BucketKind.AVAILABLE, Bucket.balance_minor > 0
    )
    due = _due(Voucher.use_by, Voucher.use_warned_days, voucher_day(now))
    query = select(Voucher.id).join(Bucket, free).where(Voucher.state == VoucherState.ACTIVE, due)
    return db.session.scalars(query.order_by(Voucher.use_by, Voucher.id).limit(limit)).all()


def warn_of_use_by(voucher_id: int, now: datetime) -> None:
    """Tell the enterprise's managers how much of a voucher can still be used, and until when."""
    row = db.session.execute(
        select(
            Voucher.number,
            Voucher.enterprise_id,
            Voucher.use_by,
            Voucher.currency,
            Voucher.use_warned_days,
            Bucket.balance_minor,
        )
        .join(Bucket, and_(Bucket.voucher_id == Voucher.id, Bucket.kind == BucketKind.AVAILABLE))
        .where(Voucher.id == voucher_id)
        .with_for_update(of=Voucher)
    ).one()
    step = _step(row.use_by, row.use_warned_days, voucher_day(now))
    if step is None:
        return
    _note(voucher_id, use_warned_days=step)
    values = {
        "number": row.number,
        "amount": format_money(Money(row.balance_minor, row.currency)),
        "until": row.use_by.isoformat(),
    }
    _mail(row.enterprise_id, "voucher_use_by", values, now, f"{row.number}:use_by:{step}")


def unwarned_claims(now: datetime, limit: int) -> Sequence[int]:
    """Return the ids of vouchers with captures for which no claim is handed in whose next warning is due."""
    unclaimed = select(Capture.voucher_id).where(NOT_HANDED_IN)
    due = _due(Voucher.redeem_by, Voucher.claim_warned_days, voucher_day(now))
    query = select(Voucher.id).where(due, Voucher.id.in_(unclaimed))
    return db.session.scalars(query.order_by(Voucher.redeem_by, Voucher.id).limit(limit)).all()


def warn_of_redeem_by(voucher_id: int, now: datetime) -> None:
    """Tell each payee's managers how much they may still claim of a voucher, and until when."""
    row = db.session.execute(
        select(Voucher.number, Voucher.redeem_by, Voucher.claim_warned_days)
        .where(Voucher.id == voucher_id)
        .with_for_update()
    ).one()
    step = _step(row.redeem_by, row.claim_warned_days, voucher_day(now))
    if step is None:
        return
    _note(voucher_id, claim_warned_days=step)
    owed: dict[int, Money] = {}
    for capture in open_captures(voucher_id):
        owed[capture.payee_id] = owed.get(capture.payee_id, capture.captured - capture.captured)
        owed[capture.payee_id] += capture.captured
    for payee_id, amount in owed.items():
        values = {"number": row.number, "amount": format_money(amount), "until": row.redeem_by.isoformat()}
        _mail(payee_id, "voucher_redeem_by", values, now, f"{row.number}:redeem_by:{step}")


def _due(
    last_day: InstrumentedAttribute[date], warned: InstrumentedAttribute[int | None], today: date
) -> ColumnElement[bool]:
    steps = (
        and_(last_day <= today + timedelta(days=ahead), or_(warned.is_(None), warned > ahead))
        for ahead in DAYS_AHEAD
    )
    return and_(last_day >= today, or_(*steps))


def _step(last_day: date, warned: int | None, today: date) -> int | None:
    """Return the warning that is due: the smallest of DAYS_AHEAD that is reached and not given yet."""
    left = (last_day - today).days
    reached = [ahead for ahead in DAYS_AHEAD if 0 <= left <= ahead]
    step = min(reached, default=None)
    return None if step is None or (warned is not None and warned <= step) else step


def _note(voucher_id: int, **values: int) -> None:
    db.session.execute(update(Voucher).where(Voucher.id == voucher_id).values(**values))


def _mail(organisation_id: int, template: str, values: dict[str, str], now: datetime, key: str) -> None:
    for person in accounts.people_of(organisation_id, MANAGERS):
        tell(
            person,
            template=template,
            values=values,
            now=now,
            key=f"{key}:{person.id}",
        )
