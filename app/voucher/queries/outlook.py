"""What is held for a reference: what it would come to, told before anything moves, and what it came to."""

from __future__ import annotations

from app.kernel.money import Money
from app.voucher.domain.cards import VoucherPart
from app.voucher.domain.states import HoldState
from app.voucher.domain.together import captured
from app.voucher.queries.hold_records import holds_for


def would_capture(reference: str, price: Money) -> Money:
    """Return what a capture at `price` would spend now; nothing where nothing is held for `reference`."""
    held = holds_for(reference, HoldState.HELD)
    rates = [(int(str(each.snapshot["rate_percent"])), each.amount) for each in held]
    return sum(captured(rates, price), Money.zero(price.currency))


def captured_parts(reference: str) -> tuple[VoucherPart, ...]:
    """Return what each voucher paid of a settled use, in the order they paid."""
    spent = holds_for(reference, HoldState.CAPTURED)
    return tuple(VoucherPart(each.voucher_number, each.captured) for each in spent)
