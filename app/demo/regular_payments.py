"""The other enterprises' own shares: a month's are paid together in the next, but for some of lately.

As rows that the use cases would have left: a year of a thousand payments is more than a demo can wait for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from app.accounts.access import event_actor
from app.booking.domain.owing import PaymentAction, PaymentState
from app.booking.owing.paying import SUBJECT
from app.demo.documents import document
from app.infra.db import Base, db
from app.infra.documents import keep
from app.infra.events import linked
from app.kernel.money import Money
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.accounts.domain.actor import Actor
    from app.demo.volume.rows import Row

#: On which day of the next month a month's shares are paid, and when the provider has seen the money.
PAY_DAY, ACKNOWLEDGED_AFTER = 10, timedelta(days=3)
#: Of each so many that were owed lately, one is left unpaid and one paid by half.
LATELY, TURN = timedelta(days=90), 7


@dataclass(frozen=True, slots=True)
class _Owed:
    id: int
    reference: str
    enterprise_id: int
    provider_id: int
    amount: Money
    owed_at: datetime

    @property
    def paid_at(self) -> datetime:
        month = self.owed_at.year * 12 + self.owed_at.month
        return datetime(month // 12, month % 12 + 1, PAY_DAY, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Payment:
    """A payment by `payer`, acknowledged by `answers` unless the money is still on its way."""

    owed: _Owed
    amount: Money
    bank_reference: str
    document_id: int
    sha256: str
    payer: Actor
    answers: Actor | None


def play_regular_payments(payers: Mapping[int, Actor], answering: Mapping[int, Actor], now: datetime) -> None:
    """Let enterprises pay what they owe, and providers acknowledge it; both by their organisation's id."""
    payments = list(_payments(payers, answering, now))
    table = Base.metadata.tables["payment"]
    db.session.execute(insert(table), [_recorded(each) for each in payments])
    db.session.execute(
        update(table).where(table.c.receivable_id == bindparam("owed")),
        [_acknowledged(each, each.answers) for each in payments if each.answers is not None],
    )
    db.session.execute(
        insert(Base.metadata.tables["event"]), [row for each in payments for row in linked(_events(each))]
    )


def _payments(
    payers: Mapping[int, Actor], answering: Mapping[int, Actor], now: datetime
) -> Iterator[_Payment]:
    wanted = [each for each in _owed_by(list(payers)) if each.paid_at < now]
    for (enterprise_id, at), month in groupby(wanted, key=lambda each: (each.enterprise_id, each.paid_at)):
        paid = [(owed, _paid_of(owed, turn, now)) for turn, owed in enumerate(month)]
        total = sum((amount for _, amount in paid), Money.zero())
        if not total.is_positive:
            continue
        payer, reference = payers[enterprise_id], f"DEMO-{enterprise_id}-{at:%Y%m}"
        receipt = keep(document("银行回单", reference, total), by=event_actor(payer), now=at)
        is_answered = at + ACKNOWLEDGED_AFTER < now
        for owed, amount in paid:
            answers = answering[owed.provider_id] if is_answered else None
            if amount.is_positive:
                yield _Payment(owed, amount, reference, receipt.id, receipt.sha256, payer, answers)


def _paid_of(owed: _Owed, turn: int, now: datetime) -> Money:
    """Return how much of it is paid: all, but of the last months' none or half here and there."""
    is_late = owed.owed_at > now - LATELY
    if is_late and turn % TURN == 0:
        return Money.zero()
    return owed.amount.share(1, 2) if is_late and turn % TURN == 1 else owed.amount


def _owed_by(enterprises: list[int]) -> list[_Owed]:
    table = Base.metadata.tables["receivable"]
    query = (
        select(
            table.c.id,
            table.c.reference,
            table.c.enterprise_id,
            table.c.provider_organisation_id,
            table.c.amount_minor,
            table.c.owed_at,
        )
        .where(table.c.enterprise_id.in_(enterprises))
        .order_by(table.c.enterprise_id, table.c.owed_at, table.c.id)
    )
    return [_Owed(*row[:4], Money(row.amount_minor), row.owed_at) for row in db.session.execute(query)]


def _recorded(payment: _Payment) -> Row:
    at = payment.owed.paid_at
    return {
        "receivable_id": payment.owed.id,
        "amount_minor": payment.amount.minor,
        "paid_on": voucher_day(at),
        "bank_reference": payment.bank_reference,
        "document_id": payment.document_id,
        "state": str(PaymentState.RECORDED),
        "recorded_by": payment.payer.person_id,
        "recorded_at": at,
    }


def _acknowledged(payment: _Payment, by: Actor) -> Row:
    return {
        "owed": payment.owed.id,
        "state": str(PaymentState.ACKNOWLEDGED),
        "answered_by": by.person_id,
        "answered_at": payment.owed.paid_at + ACKNOWLEDGED_AFTER,
    }


def _events(payment: _Payment) -> Iterator[Row]:
    at, named = payment.owed.paid_at, {"bank_reference": payment.bank_reference}
    data = {"minor": payment.amount.minor, "sha256": payment.sha256} | named
    yield _event(payment, "record-payment", payment.payer, at, data)
    if payment.answers is not None:
        at += ACKNOWLEDGED_AFTER
        yield _event(payment, str(PaymentAction.ACKNOWLEDGE), payment.answers, at, named)


def _event(payment: _Payment, action: str, by: Actor, at: datetime, data: Row) -> Row:
    actor = event_actor(by)
    return {
        "at": at,
        "subject_kind": SUBJECT,
        "subject_ref": payment.owed.reference,
        "action": action,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "role": actor.role,
        "data": data,
    }
