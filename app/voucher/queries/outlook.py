"""What a live hold would come to, told before anything moves."""

from __future__ import annotations

from app.kernel.money import Money
from app.voucher.domain.shares import subsidy
from app.voucher.domain.states import HoldState
from app.voucher.queries.holds import find_hold


def would_capture(reference: str, price: Money) -> Money:
    """Return what a capture at `price` would spend now; nothing where nothing is held for `reference`."""
    held = find_hold(reference)
    if held is None or held.state is not HoldState.HELD:
        return Money.zero(price.currency)
    return subsidy(price, int(str(held.snapshot["rate_percent"])), held.amount)
