"""How programmes spend their budgets, month by month, and how long claims wait for their payment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select, true

from app.infra.db import db
from app.infra.db.moments import month_of, seconds_between, step_of
from app.infra.db.spreads import Spread, spreads
from app.voucher.domain.claims import ClaimState
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.payouts import PayoutLineState
from app.voucher.domain.states import ProgrammeState
from app.voucher.models import Bucket, Claim, ClaimLine, Payout, PayoutLine, Programme, Transfer, Voucher

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, SQLColumnExpression

    from app.kernel.interval import Interval
    from app.kernel.steps import Step
    from app.kernel.within import Within

# A claim that is asked with no more, or not again yet.
_NOT_ASKED = (ClaimState.DRAFT, ClaimState.RETURNED, ClaimState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class BurningProgramme:
    """A programme and how many enterprises it has granted vouchers to."""

    id: int
    ref: str
    name: str
    enterprises: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What one reason moved in a month, in minor units; `is_to_budget` where it went to the budget."""

    programme_id: int
    month: str
    reason: Reason
    is_to_budget: bool
    minor: int


def burning_programmes(until: datetime, within: Within) -> list[BurningProgramme]:
    """Return the programmes that were opened, newest first. One query."""
    rows = db.session.execute(
        select(Programme.id, Programme.ref, Programme.name, func.count(Voucher.enterprise_id.distinct()))
        .outerjoin(Voucher, and_(Voucher.programme_id == Programme.id, Voucher.issued_at < until))
        .where(Programme.state != ProgrammeState.DRAFT, _of(Programme.region_code, within))
        .group_by(Programme.id, Programme.ref, Programme.name)
        .order_by(Programme.id.desc())
    )
    return [BurningProgramme(*row) for row in rows]


def movements(until: datetime, within: Within) -> list[Movement]:
    """Return what was moved up to a moment, by programme, month and reason. One query."""
    is_to_budget = case((Bucket.kind == BucketKind.BUDGET, 1), else_=0)
    each = (
        select(
            Transfer.programme_id,
            month_of(Transfer.at).label("month"),
            Transfer.reason,
            is_to_budget.label("is_to_budget"),
            Transfer.amount_minor,
        )
        .join(Bucket, Bucket.id == Transfer.credit_bucket_id)
        .join(Programme, Programme.id == Transfer.programme_id)
        .where(Transfer.at < until, _of(Programme.region_code, within))
        .subquery()
    )
    keys = (each.c.programme_id, each.c.month, each.c.reason, each.c.is_to_budget)
    rows = db.session.execute(select(*keys, func.sum(each.c.amount_minor)).group_by(*keys))
    return [
        Movement(programme, month, Reason(reason), bool(to_budget), int(minor))
        for programme, month, reason, to_budget, minor in rows
    ]


def claimed(until: datetime, within: Within) -> dict[tuple[int, str], int]:
    """Return the captured value that was asked for, by programme and month of the asking. One query."""
    each = (
        select(Claim.programme_id, month_of(Claim.submitted_at).label("month"), ClaimLine.captured_minor)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(Programme, Programme.id == Claim.programme_id)
        .where(
            Claim.submitted_at < until,
            Claim.state.not_in(_NOT_ASKED),
            _of(Programme.region_code, within),
        )
        .subquery()
    )
    keys = (each.c.programme_id, each.c.month)
    rows = db.session.execute(select(*keys, func.sum(each.c.captured_minor)).group_by(*keys))
    return {(programme, month): int(minor) for programme, month, minor in rows}


def payment_times(period: Interval, within: Within, step: Step) -> dict[str, Spread]:
    """Return how long the claims waited whose payment was sent in a period and stands, by its month."""
    waits = (
        select(
            step_of(Payout.sent_at, step).label("key"),
            Claim.payee_id.label("party"),
            seconds_between(Claim.submitted_at, Payout.sent_at).label("seconds"),
        )
        .select_from(PayoutLine)
        .join(Payout, Payout.id == PayoutLine.payout_id)
        .join(Claim, Claim.id == PayoutLine.claim_id)
        .where(
            PayoutLine.state == PayoutLineState.PAID,
            Payout.sent_at >= period.start,
            Payout.sent_at < period.end,
            _of(Claim.payer_region, within),
        )
    )
    payee = within.provider_organisation_id
    return spreads(waits if payee is None else waits.where(Claim.payee_id == payee))


def _of(region: SQLColumnExpression[str], within: Within) -> ColumnElement[bool]:
    return true() if within.codes is None else region.between(*within.codes)
