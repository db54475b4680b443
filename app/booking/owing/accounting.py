"""A provider says to which account own shares are transferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.access import event_actor
from app.booking.models import BankAccount as BankAccountRow
from app.booking.publishing.ownership import own_provider
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.bank_accounts import BankAccount

SUBJECT = "bank_account"


def save_bank_account(account: BankAccount, *, by: Actor, now: datetime) -> BankAccount:
    """Keep the account of the actor's own provider in place of the one before, and return it.

    Raises Forbidden for no provider, Invalid with every broken rule.
    """
    organisation_id = own_provider(by).organisation_id
    account = account.cleaned()
    problems = account.problems()
    if problems:
        raise Invalid.of(problems)
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    said = {"holder": account.holder, "bank": account.bank, "number": account.number, "changed_at": now}
    statement = insert(BankAccountRow).values(organisation_id=organisation_id, **said)
    db.session.execute(statement.on_conflict_do_update(index_elements=["organisation_id"], set_=said))
    # Who changed it is asked when money went astray; the log needs no whole number for that.
    data = {"holder": account.holder, "bank": account.bank, "last_four": account.last_four}
    record(
        subject_kind=SUBJECT,
        subject_ref=str(organisation_id),
        action="save_account",
        at=now,
        actor=event_actor(by),
        data=data,
    )
    return account
