"""What an enterprise is told about its applications. Each notice waits in the outbox, queued once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.infra.filters import format_money

if TYPE_CHECKING:
    from datetime import datetime

    from app.voucher.domain.applications import ApplicationCard
    from app.voucher.domain.cards import VoucherCard


class Notice(StrEnum):
    """What is told; the values name the templates `templates/mail/grant_….txt`."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"


def tell_applicant(
    application: ApplicationCard,
    notice: Notice,
    now: datetime,
    *,
    reason: str | None = None,
    voucher: VoucherCard | None = None,
) -> None:
    """Queue a mail to each manager of the enterprise that applied."""
    values = {
        "ref": application.ref,
        "programme": application.programme_name,
        "asked": format_money(application.amount),
        "granted": format_money(voucher.face) if voucher else "",
        "number": voucher.number if voucher else "",
        "reason": reason or "",
    }
    for person in accounts.people_of(application.enterprise.id, [Role.ENTERPRISE_MANAGER]):
        tell(
            person,
            template=f"grant_{notice}",
            values=values,
            now=now,
            # An application may be sent back, submitted and sent back again: each is news.
            key=f"{application.ref}:{notice}:{application.since.timestamp():.6f}:{person.id}",
        )
