"""Cases: a claim that is looked into. While one is open the claim stands still; its end is one of two.

Upheld before the money went out, the claim is struck; upheld after, what was paid is owed back. Either may
bar the organisation from new grants for a time. Source: domain.md, "clawback" and "spot-check share".
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import ClaimState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


class CaseKind(StrEnum):
    """What a case came from."""

    SPOT_CHECK = "spot_check"
    OBJECTION = "objection"
    REPORT = "report"


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class CaseAction(StrEnum):
    """How a case ends."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"


CASE: Mapping[tuple[CaseState, CaseAction], CaseState] = {
    (CaseState.OPEN, CaseAction.UPHOLD): CaseState.UPHELD,
    (CaseState.OPEN, CaseAction.DISMISS): CaseState.DISMISSED,
}

# What a case may be opened about: what was handed in, until and after it was paid.
OPEN_TO_CASES = frozenset(
    {
        ClaimState.SUBMITTED,
        ClaimState.COMPLETE,
        ClaimState.REVIEWED,
        ClaimState.NOTICED,
        ClaimState.PAYABLE,
        ClaimState.PAID,
    }
)


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case about one claim. `owed` is what has to come back, `received` what came."""

    id: int
    ref: str
    kind: CaseKind
    state: CaseState
    claim_id: int
    claim_ref: str
    payee_id: int
    payee_name: str
    mode: VoucherMode
    payer_region: str
    reason: str
    opened_by: str
    opened_at: datetime
    decision: str | None
    decided_at: datetime | None
    owed: Money
    received: Money
    sanction_until: date | None
    sanction_lifted_at: datetime | None

    @property
    def may_bar(self) -> bool:
        """Tell whether the payee may be barred from new vouchers: a provider is granted none anyway."""
        return self.mode is VoucherMode.REIMBURSE

    def bars_on(self, day: date) -> bool:
        """Tell whether its sanction bars the payee on a day; the last day counts."""
        until, lifted = self.sanction_until, self.sanction_lifted_at
        return until is not None and lifted is None and day <= until

    @property
    def still_owed(self) -> Money:
        """Return what has not come back yet."""
        return self.owed - self.received


def sample(population: Sequence[int], percent: int, seed: int) -> list[int]:
    """Draw `percent` of the population, rounded up; the same seed over the same claims draws the same.

    The seed is kept with the sample, so that anybody can draw it again and see that nobody chose.
    """
    size = math.ceil(len(population) * percent / 100)
    drawn = random.Random(seed).sample(sorted(population), size)  # noqa: S311 -- repeatable on purpose
    return sorted(drawn)
