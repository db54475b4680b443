"""Batch claims: everything an organisation may claim of one month, drafted at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.voucher.claiming.drafting import MOST_LINES, draft_claim
from app.voucher.domain.claims import filled
from app.voucher.domain.days import month_span, voucher_day
from app.voucher.queries.captures import claimable_within

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.words import VoucherMode


def draft_month(*, first: date, mode: VoucherMode, by: Actor, now: datetime) -> list[int]:
    """Draft a claim for each programme and paying region over what was captured in the month from `first`.

    The month is counted in Beijing time; a claim holds at most MOST_LINES, so a busy month gives several.
    What several vouchers paid of one use stays together. Returns the claims' ids. Raises Invalid
    `nothing_claimable`, and as `draft_claim`.
    """
    groups: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for capture in claimable_within(month_span(first), mode, by):
        if capture.redeem_by >= voucher_day(now):
            groups[capture.programme_id, capture.payer_region][capture.reference] += 1
    if not groups:
        raise Invalid(
            "nothing_claimable",
            N_("Nothing that was settled in this month can be claimed in this mode any more."),
            field="month",
        )
    return [
        draft_claim(references=references, mode=mode, by=by, now=now)
        for _, lines in sorted(groups.items(), key=lambda group: group[0])
        for references in filled(lines, MOST_LINES)
    ]
