"""What an enterprise bears of a refused 通兑 claim: what the voucher did not pay it owes the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.telling import tell
from app.booking.domain.owing import Debt, due_on
from app.booking.models import Receivable
from app.booking.owing.opening import owe
from app.infra.db import db
from app.infra.filters import format_money

if TYPE_CHECKING:
    from datetime import datetime

    from app.voucher.ports import RefusedUse


def owe_refused(use: RefusedUse, now: datetime) -> None:
    """Open a receivable named after the claim and the use, and tell the enterprise's managers."""
    reference = _free(f"{use.claim_ref}-{use.reference}")
    parties = (use.enterprise_id, use.provider_organisation_id)
    owe(Debt(reference, *parties, price=use.amount, own_share=use.amount), now=now)
    values = {
        "ref": use.reference,
        "claim": use.claim_ref,
        "amount": format_money(use.amount),
        "until": due_on(now).isoformat(),
    }
    for person in accounts.people_of(use.enterprise_id, [Role.ENTERPRISE_MANAGER]):
        tell(
            person,
            template="own_share_after_claim",
            values=values,
            now=now,
            key=f"{reference}:own_share_after_claim:{person.id}",
        )


def _free(wanted: str) -> str:
    """Return the reference, numbered where one part was refused before: in the review, and then by a case."""
    alike = Receivable.reference.startswith(wanted, autoescape=True)
    known = db.session.scalar(select(func.count()).select_from(Receivable).where(alike)) or 0
    return f"{wanted}-{known + 1}" if known else wanted
