"""The shape of a policy's terms, for the OpenAPI document; Policy reads them, and knows more of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from app.infra.api import Body, MoneyBody
from app.infra.api.shapes import DescribedAs
from app.kernel.words import VoucherMode
from app.voucher.domain.payer import PayerRule


class PolicyCaps(Body):
    """The most that may be granted: to an application, for a contract, to an enterprise in a year."""

    model_config = ConfigDict(extra="allow")

    per_application: MoneyBody | None = None
    per_contract: MoneyBody | None = None
    per_year: MoneyBody | None = None


class PolicyTerms(Body):
    """A programme's rules. Only these four are needed; what is left out is answered as it then counts."""

    model_config = ConfigDict(extra="allow")

    rate_percent: int = Field(ge=0, le=100, description="How much of a price a voucher pays.")
    modes: list[VoucherMode]
    use_by: date
    redeem_by: date
    label: str | None = None
    payer_rule: PayerRule | None = None
    caps: PolicyCaps | None = None
    public_notice_days: int | None = Field(default=None, ge=0)
    spot_check_percent: int | None = Field(default=None, ge=0, le=100)


Terms = Annotated[dict[str, Any], DescribedAs(PolicyTerms)]
