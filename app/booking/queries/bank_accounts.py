"""Where to transfer an own share to."""

from __future__ import annotations

from sqlalchemy import select

from app.booking.domain.bank_accounts import BankAccount
from app.booking.models import BankAccount as BankAccountRow
from app.infra.db import db


def find_bank_account(organisation_id: int) -> BankAccount | None:
    """Return a provider's account, or None where it gave none. Who may see it, the caller says."""
    query = select(BankAccountRow.holder, BankAccountRow.bank, BankAccountRow.number)
    row = db.session.execute(query.where(BankAccountRow.organisation_id == organisation_id)).first()
    return None if row is None else BankAccount(*row)
