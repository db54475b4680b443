"""What the pages of own shares show: ready values for the reader's side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.booking.domain.owing import OwnShareCard, OwnShareShelf, PaymentState, ReceivableCard, Standing
from app.booking.queries.bank_accounts import find_bank_account
from app.booking.queries.own_shares import find_own_share
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.bank_accounts import BankAccount

WORDS: Mapping[OwnShareShelf, str] = {
    OwnShareShelf.UNPAID: N_("Not paid yet"),
    OwnShareShelf.OVERDUE: N_("Overdue"),
    OwnShareShelf.ANSWER: N_("Payments to acknowledge"),
    OwnShareShelf.PAID: N_("Paid in full"),
}


@dataclass(frozen=True, slots=True)
class ReceivablePage:
    """An own share as one side sees it; `other` is the other side, `days_left` negative when it is late."""

    receivable: ReceivableCard
    other: OrganisationCard
    standing: Standing
    days_left: int
    unanswered: int
    may_pay: bool
    may_answer: bool
    may_invoice: bool


@dataclass(frozen=True, slots=True)
class OwnShareView:
    """What the page of a settled booking or order says of its own share; `may_open` its own page."""

    share: OwnShareCard
    standing: Standing
    may_open: bool


@dataclass(frozen=True, slots=True)
class WhereToPay:
    """The provider's account, or None where it gave none."""

    account: BankAccount | None


def where_to_pay(receivable: ReceivableCard, actor: Actor) -> WhereToPay | None:
    """Return where the actor's enterprise pays what it still owes, or None for anybody else."""
    if receivable.enterprise.id != actor.organisation_id or not receivable.left.is_positive:
        return None
    return WhereToPay(find_bank_account(receivable.provider.id))


def own_share_view(reference: str, actor: Actor, today: date) -> OwnShareView | None:
    """Return what is owed of a settlement, or None where nothing is, or not by or to the reader's side."""
    share = find_own_share(reference, actor)
    if share is None:
        return None
    return OwnShareView(share, share.standing(today), actor.may(Permission.SEE_RECEIVABLES))


def receivable_page(receivable: ReceivableCard, actor: Actor, today: date) -> ReceivablePage:
    """Return an own share as its page shows it to the actor on a day."""
    owes = receivable.enterprise.id == actor.organisation_id
    is_owed = receivable.provider.id == actor.organisation_id and actor.may(Permission.ANSWER_PAYMENT)
    return ReceivablePage(
        receivable=receivable,
        other=receivable.provider if owes else receivable.enterprise,
        standing=receivable.standing(today),
        days_left=(receivable.due_on - today).days,
        unanswered=sum(payment.state is PaymentState.RECORDED for payment in receivable.payments),
        may_pay=owes and receivable.left.is_positive and actor.may(Permission.PAY_OWN_SHARE),
        may_answer=is_owed,
        may_invoice=is_owed and receivable.invoiced < receivable.price,
    )
