"""Clearing between regions: who paid for whom, netted by month. Positions sum to zero by construction (M4).

Where the payer rule is `host_clearing` the provider's region pays what another region's voucher owes; both
regions stand on every transfer, so a position is a sum over transfers and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.domain.clearing import Position, net
from app.voucher.domain.days import month_of, month_span
from app.voucher.domain.ledger import Reason
from app.voucher.models import Transfer, Voucher

# What a payment does to a position; money that comes back undoes it.
_SIGN = {Reason.PAY_OUT: 1, Reason.BANK_RETURN: -1, Reason.CLAWBACK: -1}


@dataclass(frozen=True, slots=True)
class ClearingLine:
    """One transfer that one region paid for another; money that came back is negative."""

    transfer_id: int
    at: datetime
    reason: Reason
    reference: str
    voucher_number: str
    payer_region: str
    issuer_region: str
    amount: Money


def clearing_lines(month: date) -> list[ClearingLine]:
    """Return every transfer of a month (its first day, Asia/Shanghai) between two regions, in their order."""
    span = month_span(month)
    rows = db.session.execute(
        select(
            Transfer.id,
            Transfer.at,
            Transfer.reason,
            Transfer.reference,
            Transfer.payer_region,
            Transfer.issuer_region,
            Transfer.amount_minor,
            Transfer.currency,
            Voucher.number,
        )
        .join(Voucher, Voucher.id == Transfer.voucher_id)
        .where(
            Transfer.reason.in_(map(str, _SIGN)),
            Transfer.payer_region != Transfer.issuer_region,
            Transfer.at >= span.start,
            Transfer.at < span.end,
        )
        .order_by(Transfer.id)
    )
    return [
        ClearingLine(
            transfer_id=row.id,
            at=row.at,
            reason=Reason(row.reason),
            reference=row.reference,
            voucher_number=row.number,
            payer_region=row.payer_region,
            issuer_region=row.issuer_region,
            amount=Money(row.amount_minor, row.currency) * _SIGN[Reason(row.reason)],
        )
        for row in rows
    ]


def positions(month: date) -> list[Position]:
    """Return each region's net position of a month, the one that is owed most in front; they sum to zero."""
    return net((line.payer_region, line.issuer_region, line.amount) for line in clearing_lines(month))


def lines_of(region: str, month: date) -> list[ClearingLine]:
    """Return the transfers behind one region's position."""
    return [line for line in clearing_lines(month) if region in (line.payer_region, line.issuer_region)]


def months_to_clear() -> list[date]:
    """Return the months (their first days) in which regions came to owe each other, newest first."""
    paid = select(Transfer.at).where(
        Transfer.reason.in_(map(str, _SIGN)), Transfer.payer_region != Transfer.issuer_region
    )
    return sorted({month_of(at) for at in db.session.scalars(paid)}, reverse=True)
