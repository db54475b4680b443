"""Clearing between regions by month: positions that sum to zero, and each region's statement."""

from __future__ import annotations

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra.api import PageQuery, reads
from app.voucher.api.blueprint import api
from app.voucher.domain.days import named_month
from app.voucher.queries import clearing as clearing_queries
from app.voucher.schemas.cases import (
    ClearingAnswer,
    ClearingLineAnswer,
    ClearingStatement,
    PositionAnswer,
)


class MonthQuery(PageQuery):
    """Which month."""

    month: str


@api.get("/clearing")
@requires(Permission.PAY_OUT)
@reads(query=MonthQuery, answer=ClearingAnswer)
def show_clearing(query: MonthQuery) -> ClearingAnswer:
    """Every region's net position of a month (2026-03)."""
    found = clearing_queries.positions(named_month(query.month))
    return ClearingAnswer(month=query.month, positions=[PositionAnswer.of(each) for each in found])


@api.get("/clearing/<region>")
@requires(Permission.PAY_OUT)
@reads(query=MonthQuery, answer=ClearingStatement)
def show_clearing_statement(query: MonthQuery, region: str) -> ClearingStatement:
    """One region's statement of a month, down to each transfer."""
    month = named_month(query.month)
    own = [each for each in clearing_queries.positions(month) if each.region == region]
    return ClearingStatement(
        month=query.month,
        region=region,
        position=PositionAnswer.of(own[0]) if own else None,
        lines=[ClearingLineAnswer.of(line) for line in clearing_queries.lines_of(region, month)],
    )
