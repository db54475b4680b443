"""Who bears what is refused in 通兑: where it is the enterprise, it owes that to the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.voucher.domain.policy import Bearer
from app.voucher.ports import RefusedUse, refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.kernel.money import Money
    from app.voucher.domain.claim_cards import ClaimCard


def let_enterprise_bear(
    claim: ClaimCard, borne_by: str | None, amounts: Sequence[Money], now: datetime
) -> None:
    """Make each enterprise owe the provider what was refused of its uses, `amounts` being that of each line.

    What several vouchers paid of a use is owed as one. Nothing happens where the enterprise bears nothing.
    """
    if borne_by != Bearer.ENTERPRISE:
        return
    uses: dict[str, RefusedUse] = {}
    for line, amount in zip(claim.lines, amounts, strict=True):
        capture = line.capture
        known = uses.get(capture.reference)
        uses[capture.reference] = RefusedUse(
            claim_ref=claim.ref,
            reference=capture.reference,
            enterprise_id=capture.enterprise_id,
            provider_organisation_id=capture.provider_organisation_id,
            amount=known.amount + amount if known else amount,
        )
    for use in uses.values():
        if use.amount.is_positive:
            refused(use, now)
