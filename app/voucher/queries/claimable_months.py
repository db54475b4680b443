"""What an organisation may still claim, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.days import month_of
from app.voucher.models import Capture
from app.voucher.queries.captures import open_to

if TYPE_CHECKING:
    from datetime import date

    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class ClaimableMonth:
    """What was captured in a month (its first day) in one mode, and nobody claimed."""

    month: date
    mode: VoucherMode
    uses: int
    total: Money


def claimable_months(actor: Actor, today: date) -> list[ClaimableMonth]:
    """Return the months in which something may be claimed today, the oldest first. One statement."""
    if actor.organisation is None:
        return []
    query = open_to(actor.organisation.id).where(Capture.redeem_by >= today)
    columns = (Capture.captured_at, Capture.mode, Capture.currency, Capture.reference, Capture.captured_minor)
    uses: dict[tuple[date, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for captured_at, mode, currency, reference, minor in db.session.execute(
        query.with_only_columns(*columns)
    ):
        uses[month_of(captured_at), mode, currency][reference] += minor  # several vouchers may pay one use
    return [
        ClaimableMonth(month, VoucherMode(mode), len(paid), Money(sum(paid.values()), currency))
        for (month, mode, currency), paid in sorted(uses.items())
    ]
