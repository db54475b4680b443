"""Body and answer of batch claims."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.infra.api import Answer, Body
from app.kernel.words import VoucherMode
from app.voucher.domain.days import MONTH
from app.voucher.schemas.claims import ClaimAnswer


class BatchBody(Body):
    """A month in Beijing time, such as "2026-03", and the mode that was booked in."""

    month: str = Field(pattern=MONTH)
    mode: VoucherMode = Field(strict=False)

    def first(self) -> date:
        """Return the month's first day."""
        return date.fromisoformat(f"{self.month}-01")


class BatchList(Answer):
    """The claims drafted, all of them."""

    items: list[ClaimAnswer]
