"""What the managers of both sides are told about an own share. Each notice waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.infra.filters import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.accounts.domain.actor import PersonCard
    from app.booking.domain.owing import ReceivableCard
    from app.kernel.money import Money


class OwingNotice(StrEnum):
    """What is told; the values name the templates `templates/mail/own_share_….txt`."""

    PAID = "paid"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    INVOICED = "invoiced"


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell; `number` is the bank's or the invoice's."""

    notice: OwingNotice
    amount: Money
    number: str
    reason: str | None = None


def tell_creditor(receivable: ReceivableCard, news: News, now: datetime) -> None:
    """Tell the managers of the provider."""
    _tell(accounts.people_of(receivable.provider.id, [Role.PROVIDER_MANAGER]), receivable, news, now)


def tell_debtor(receivable: ReceivableCard, news: News, now: datetime) -> None:
    """Tell the managers of the enterprise."""
    _tell(accounts.people_of(receivable.enterprise.id, [Role.ENTERPRISE_MANAGER]), receivable, news, now)


def _tell(people: Iterable[PersonCard], receivable: ReceivableCard, news: News, now: datetime) -> None:
    values = {
        "id": receivable.id,
        "ref": receivable.reference,
        "amount": format_money(news.amount),
        "number": news.number,
        "reason": news.reason or "",
    }
    # What was refused may be recorded again under its old number: each is news.
    key = f"{receivable.reference}:own_share_{news.notice}:{now:%Y%m%dT%H%M%S%f}:{news.number}"
    for person in people:
        tell(
            person,
            template=f"own_share_{news.notice}",
            values=values,
            now=now,
            key=f"{key}:{person.id}",
        )
