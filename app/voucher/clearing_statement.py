"""A region's statement of clearing as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.tables import Table
from app.voucher.domain.days import voucher_day
from app.voucher.queries.clearing import lines_of

if TYPE_CHECKING:
    from datetime import date, datetime

# Machines read these; they are no words of a page.
COLUMNS = ("transfer", "day", "reason", "about", "voucher", "payer", "issuer", "amount", "currency")


def statement_table(region: str, month: date, now: datetime) -> Table:
    """Return each transfer behind a region's position of a month; money that came back is negative."""
    rows = (
        (
            line.transfer_id,
            voucher_day(line.at),
            str(line.reason),
            line.reference,
            line.voucher_number,
            line.payer_region,
            line.issuer_region,
            line.amount,
            line.amount.currency,
        )
        for line in lines_of(region, month)
    )
    return Table(f"clearing-{region}-{month:%Y-%m}", COLUMNS, rows, now)
