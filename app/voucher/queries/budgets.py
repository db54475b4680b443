"""Reading where a programme's money stands, by funding tier."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.domain.budgets import TierStanding, Unfinished
from app.voucher.domain.cases import CaseState
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.payouts import PayoutState
from app.voucher.domain.states import LIVE, VoucherState
from app.voucher.models import Bucket, Claim, Payout, PayoutLine, ReviewCase, Transfer, Voucher

if TYPE_CHECKING:
    from collections.abc import Mapping

_RETURNED = "returned"
_STANDING = (
    BucketKind.AVAILABLE,
    BucketKind.HELD,
    BucketKind.CLAIMABLE,
    BucketKind.PAYABLE,
    BucketKind.PAID,
)


def standings(programme_id: int) -> tuple[TierStanding, ...]:
    """Return the money of each funding tier, in the order in which the tiers came. Two queries."""
    now, currencies = _balances(programme_id)
    moved = _moved(programme_id)
    return tuple(_standing(tier, currency, now, moved) for tier, currency in currencies.items())


def unfinished_of(programme_id: int) -> Unfinished:
    """Return how much of a programme may still move money. One query."""
    vouchers = select(func.count()).select_from(Voucher)
    sent = (
        select(func.count(Payout.id.distinct()))
        .join(PayoutLine, PayoutLine.payout_id == Payout.id)
        .join(Claim, Claim.id == PayoutLine.claim_id)
        .where(Claim.programme_id == programme_id, Payout.state == PayoutState.SENT)
    )
    cases = select(func.count(ReviewCase.id)).join(Claim, Claim.id == ReviewCase.claim_id)
    row = db.session.execute(
        select(
            vouchers.where(Voucher.programme_id == programme_id, Voucher.state.in_(LIVE)).scalar_subquery(),
            sent.scalar_subquery(),
            cases.where(
                Claim.programme_id == programme_id, ReviewCase.state == CaseState.OPEN
            ).scalar_subquery(),
            cases.where(
                Claim.programme_id == programme_id, ReviewCase.owed_minor > ReviewCase.received_minor
            ).scalar_subquery(),
        )
    ).one()
    return Unfinished(*row)


def vouchers_by_state(programme_id: int) -> dict[VoucherState, int]:
    """Return how many vouchers stand in each state that any stands in."""
    rows = db.session.execute(
        select(Voucher.state, func.count())
        .where(Voucher.programme_id == programme_id)
        .group_by(Voucher.state)
    )
    found = {VoucherState(state): count for state, count in rows}
    return {state: found[state] for state in VoucherState if state in found}


def _balances(programme_id: int) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """Return what stands in each tier's kinds of bucket, and the tiers' currencies."""
    rows = db.session.execute(
        select(
            Bucket.tier,
            Bucket.kind,
            Bucket.currency,
            func.sum(Bucket.balance_minor).label("minor"),
            func.min(Bucket.id).label("first"),
        )
        .where(Bucket.programme_id == programme_id)
        .group_by(Bucket.tier, Bucket.kind, Bucket.currency)
        .order_by(func.min(Bucket.id))
    ).all()
    # PostgreSQL sums integers into a decimal.
    standing = Counter({(row.tier, row.kind): int(row.minor) for row in rows})
    return standing, {row.tier: row.currency for row in rows if row.kind == BucketKind.BUDGET}


def _moved(programme_id: int) -> Counter[tuple[str, str]]:
    """Return how much each reason ever moved, by tier; what vouchers gave back to a budget is `returned`."""
    rows = db.session.execute(
        select(
            Bucket.tier,
            Bucket.kind,
            Transfer.reason,
            func.sum(Transfer.amount_minor).label("minor"),
        )
        .join(Bucket, Bucket.id == Transfer.credit_bucket_id)
        .where(Transfer.programme_id == programme_id)
        .group_by(Bucket.tier, Bucket.kind, Transfer.reason)
    )
    moved: Counter[tuple[str, str]] = Counter()
    for row in rows:
        is_return = row.kind == BucketKind.BUDGET and row.reason != Reason.APPROPRIATE
        moved[row.tier, _RETURNED if is_return else row.reason] += int(row.minor)
    return moved


def _standing(
    tier: str, currency: str, now: Mapping[tuple[str, str], int], moved: Mapping[tuple[str, str], int]
) -> TierStanding:
    return TierStanding(
        tier=tier,
        appropriated=Money(moved[tier, Reason.APPROPRIATE], currency),
        issued=Money(moved[tier, Reason.ISSUE], currency),
        captured=Money(moved[tier, Reason.CAPTURE], currency),
        returned=Money(moved[tier, _RETURNED], currency),
        left=Money(now[tier, BucketKind.BUDGET], currency),
        **{str(kind): Money(now[tier, kind], currency) for kind in _STANDING},
    )
