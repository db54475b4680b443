"""The demo's own shares: most are paid and invoiced, some in part, some late, some not acknowledged yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain.bank_accounts import BankAccount
from app.booking.owing.accounting import save_bank_account
from app.booking.owing.invoicing import Invoiced, record_invoice
from app.booking.owing.paying import Paid, acknowledge, record_payment
from app.booking.queries.receivables import get_receivable, receivables
from app.demo.documents import document
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.owing import ReceivableCard

MOST = 200
PAID_AFTER = timedelta(days=10)
INVOICED_AFTER = timedelta(days=2)
ACKNOWLEDGED_AFTER = timedelta(days=3)
#: Of each so many, one is left unpaid and one paid by half.
TURN = 5


def play_payments(manager: Actor, provider: Actor, now: datetime) -> None:
    """Let an enterprise's manager pay what it owes, oldest first, and one of its providers answer."""
    owed = receivables(manager, None, voucher_day(now), before_id=None, limit=MOST)
    for turn, receivable in enumerate(sorted(owed, key=lambda each: each.owed_at)):
        is_ours = receivable.provider.id == provider.organisation_id
        if is_ours and receivable.owed_at + INVOICED_AFTER < now:
            _invoice(receivable, turn, provider)
        paid_at = receivable.owed_at + PAID_AFTER
        if turn % TURN == 0 or paid_at > now:
            continue
        _pay(receivable, turn, manager, paid_at)
        answered_at = paid_at + ACKNOWLEDGED_AFTER
        if is_ours and answered_at < now:
            payment = get_receivable(receivable.id, provider).payments[-1]
            acknowledge(payment.id, by=provider, now=answered_at)


def give_accounts(managers: Iterable[Actor], now: datetime) -> None:
    """Let each provider's manager say where own shares are transferred to: numbers of no bank."""
    for number, manager in enumerate(managers, 1):
        if manager.organisation is not None:
            account = BankAccount(manager.organisation.name_zh, "示范银行（演示）", f"{number:016d}")
            save_bank_account(account, by=manager, now=now)


def _invoice(receivable: ReceivableCard, turn: int, by: Actor) -> None:
    at = receivable.owed_at + INVOICED_AFTER
    number = f"2631{turn:016d}"
    paper = document("发票", f"{receivable.reference}-{number[-4:]}", receivable.price)
    invoice = Invoiced(number, receivable.price, voucher_day(at), paper)
    record_invoice(receivable.id, invoice, by=by, now=at)


def _pay(receivable: ReceivableCard, turn: int, by: Actor, at: datetime) -> None:
    amount = receivable.amount.share(1, 2) if turn % TURN == 1 else receivable.amount
    reference = f"DEMO-{receivable.reference}"
    paper = document("银行回单", reference, amount)
    record_payment(receivable.id, Paid(amount, voucher_day(at), reference, paper), by=by, now=at)
