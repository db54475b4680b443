"""What a claimant is told about its claims and the cases about them. Each notice waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.infra.filters import format_money

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.kernel.money import Money
    from app.voucher.domain.claim_cards import ClaimCard

MANAGERS = (Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER)


class ClaimNotice(StrEnum):
    """What is told; the values name the templates `templates/mail/claim_….txt`."""

    RETURNED = "returned"
    REJECTED = "rejected"
    STRUCK = "struck"
    PAID = "paid"
    PAID_BACK = "paid_back"
    CASE_OPENED = "case_opened"
    CASE_DISMISSED = "case_dismissed"
    CASE_UPHELD = "case_upheld"


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of a claim: why, of which case, how much money, who bears what was refused.

    `number` is the bank's, `until` the last day of a sanction.
    """

    notice: ClaimNotice
    reason: str | None = None
    case: str | None = None
    amount: Money | None = None
    number: str | None = None
    borne_by: str | None = None
    until: date | None = None


def tell_claimant(claim: ClaimCard, news: News, now: datetime) -> None:
    """Tell each manager of the organisation that claims."""
    values = {
        "id": claim.id,
        "ref": claim.ref,
        "case": news.case or "",
        "reason": (news.reason or "").strip(),
        "amount": format_money(news.amount) if news.amount is not None and news.amount.is_positive else "",
        "number": news.number or "",
        "borne_by": news.borne_by or "",
        "until": news.until.isoformat() if news.until else "",
        "redeem_by": claim.redeem_by.isoformat(),
    }
    for person in accounts.people_of(claim.payee.id, MANAGERS):
        tell(
            person,
            template=f"claim_{news.notice}",
            values=values,
            now=now,
            # A claim may be returned, paid or looked into again: each is news.
            key=f"{claim.ref}:{news.notice}:{now:%Y%m%dT%H%M%S%f}:{person.id}",
        )
