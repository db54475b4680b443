"""Payments of the own share: recorded by the enterprise with the bank's receipt, answered by the provider."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.booking.domain.owing import PAYMENT, PaymentAction, PaymentState
from app.booking.models import Payment
from app.booking.owing.notices import News, OwingNotice, tell_creditor, tell_debtor
from app.booking.queries.receivables import get_receivable, lock_receivable, receivable_of_payment
from app.infra.db import constraint_error, execute_checked, swap
from app.infra.documents import keep
from app.infra.events import record
from app.kernel.errors import Conflict, Forbidden, Invalid, Problem
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.owing import PaymentCard, ReceivableCard
    from app.infra.documents import Upload
    from app.kernel.documents import DocumentCard
    from app.kernel.money import Money

SUBJECT = "receivable"
LONGEST_REFERENCE = 64
LONGEST_REASON = 1000
_REFERENCE = re.compile(r"\S(?:[^\x00-\x1f]{0,62}\S)?")

constraint_error(
    "paid_within_amount", lambda: Invalid("paid_too_much", N_("No more can be paid than is owed."))
)
constraint_error(
    "payment_recorded_once",
    lambda: Conflict(
        "payment_recorded",
        N_("A payment with this bank reference is recorded here already."),
        field="bank_reference",
    ),
    sqlite_columns="payment.receivable_id, payment.bank_reference",
)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment to record: how much, on which day, the bank's reference of it and its receipt."""

    amount: Money
    paid_on: date
    bank_reference: str
    receipt: Upload


def record_payment(receivable_id: int, paid: Paid, *, by: Actor, now: datetime) -> None:
    """Record a payment of what the actor's enterprise owes; a part is a payment too.

    Raises NotFound, Forbidden for the provider's side, Invalid with all that is wrong, Conflict
    `payment_recorded`.
    """
    receivable = lock_receivable(receivable_id, by)
    if receivable.enterprise.id != by.organisation_id:
        raise Forbidden("forbidden", N_("Who owes records what was paid."))
    problems = _problems(receivable, paid, voucher_day(now))
    if problems:
        raise Invalid.of(problems)
    receipt = keep(paid.receipt, by=event_actor(by), now=now)
    execute_checked(
        insert(Payment).values(
            receivable_id=receivable.id,
            amount_minor=paid.amount.minor,
            paid_on=paid.paid_on,
            bank_reference=paid.bank_reference,
            document_id=receipt.id,
            state=PaymentState.RECORDED,
            recorded_by=by.person_id,
            recorded_at=now,
        )
    )
    data = {"minor": paid.amount.minor, "bank_reference": paid.bank_reference, "sha256": receipt.sha256}
    note(receivable, "record-payment", by, now, data=data)
    tell_creditor(receivable, News(OwingNotice.PAID, paid.amount, paid.bank_reference), now)


def acknowledge(payment_id: int, *, by: Actor, now: datetime) -> int:
    """Say that a payment arrived; return the receivable's id. Raises NotFound, Forbidden, Conflict."""
    return _answer(payment_id, PaymentAction.ACKNOWLEDGE, None, by, now)


def refuse(payment_id: int, reason: str | None, *, by: Actor, now: datetime) -> int:
    """Say why a payment does not count: its amount is owed again. Raises as `acknowledge`, Invalid."""
    if not (reason or "").strip():
        raise Invalid("reason_needed", N_("Say why: the other side is told."), field="reason")
    return _answer(payment_id, PaymentAction.REFUSE, reason, by, now)


def find_receipt(payment_id: int, *, by: Actor) -> DocumentCard:
    """Return the bank's receipt of a payment of either side's. Raises NotFound."""
    return _payment(get_receivable(receivable_of_payment(payment_id), by), payment_id).receipt


def note(
    receivable: ReceivableCard,
    action: str,
    by: Actor,
    now: datetime,
    *,
    reason: str | None = None,
    data: object = None,
) -> None:
    """Write the event."""
    record(
        subject_kind=SUBJECT,
        subject_ref=receivable.reference,
        action=action,
        at=now,
        actor=event_actor(by),
        reason=reason,
        data=data,
    )


def _answer(payment_id: int, action: PaymentAction, reason: str | None, by: Actor, now: datetime) -> int:
    receivable = lock_receivable(receivable_of_payment(payment_id), by)
    if receivable.provider.id != by.organisation_id:
        raise Forbidden("forbidden", N_("Who is owed says whether the money came."))
    payment = _payment(receivable, payment_id)
    to_state = after(PAYMENT, payment.state, action)
    swap(
        Payment,
        payment.id,
        from_state=payment.state,
        to_state=to_state,
        answered_by=by.person_id,
        answered_at=now,
        reason=reason,
    )
    note(receivable, action, by, now, reason=reason, data={"bank_reference": payment.bank_reference})
    notice = OwingNotice.REFUSED if action is PaymentAction.REFUSE else OwingNotice.ACKNOWLEDGED
    tell_debtor(receivable, News(notice, payment.amount, payment.bank_reference, reason), now)
    return receivable.id


def _payment(receivable: ReceivableCard, payment_id: int) -> PaymentCard:
    return next(payment for payment in receivable.payments if payment.id == payment_id)


def _problems(receivable: ReceivableCard, paid: Paid, today: date) -> list[Problem]:
    problems = []
    if not paid.amount.is_positive:
        problems.append(Problem("too_small", N_("The amount must be more than nothing."), "amount_minor"))
    elif paid.amount > receivable.left:
        problems.append(
            Problem(
                "paid_too_much",
                N_("No more can be paid than is owed: %(left)s are left."),
                "amount_minor",
                values={"left": receivable.left},
            )
        )
    if paid.paid_on > today:
        message = N_("A payment is recorded once it was made, not before.")
        problems.append(Problem("in_the_future", message, "paid_on"))
    if not _REFERENCE.fullmatch(paid.bank_reference):
        message = N_("Give the bank's reference of the payment, with 1 to %(most)s characters.")
        values = {"most": LONGEST_REFERENCE}
        problems.append(Problem("bank_reference_needed", message, "bank_reference", values=values))
    return problems
