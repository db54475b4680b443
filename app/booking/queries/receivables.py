"""Reading receivables with their payments and invoices: a fixed number of queries, however many are read."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts import queries as accounts
from app.booking.domain.owing import InvoiceCard, OwnShareShelf, PaymentCard, PaymentState, ReceivableCard
from app.booking.models import Invoice, Payment, Receivable
from app.infra.db import db
from app.infra.documents import documents
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.accounts.domain.actor import Actor

RECEIVABLE_SORTS: Sorts[ReceivableCard] = Sorts(
    keys={
        "newest": Key(Receivable.id, int, lambda receivable: receivable.id),
        "due": Key(Receivable.due_on, date, lambda receivable: receivable.due_on),
        "amount": Key(Receivable.amount_minor, int, lambda receivable: receivable.amount.minor),
    },
    identity=Key(Receivable.id, int, lambda receivable: receivable.id),
    default="-newest",
)
_UNPAID = Receivable.paid_minor < Receivable.amount_minor


def receivables(
    actor: Actor,
    shelf: OwnShareShelf | None,
    today: date,
    *,
    before_id: int | None = None,
    place: Place = NEWEST,
    limit: int,
) -> list[ReceivableCard]:
    """Return what the actor's organisation owes or is owed, unless told newest first. Six queries."""
    criteria = [seen_by(actor)]
    if shelf is not None:
        criteria.append(_lies_on(shelf, today))
    if before_id is not None:
        criteria.append(Receivable.id < before_id)
    query = RECEIVABLE_SORTS.apply(select(Receivable).where(*criteria), place)
    return _cards(db.session.scalars(query.limit(limit)).all())


def get_receivable(receivable_id: int, actor: Actor) -> ReceivableCard:
    """Return a receivable of the actor's organisation. Raises NotFound."""
    query = select(Receivable).where(Receivable.id == receivable_id, seen_by(actor))
    return _only(_cards(db.session.scalars(query).all()))


def lock_receivable(receivable_id: int, actor: Actor) -> ReceivableCard:
    """Return the same, its row locked until the commit. Raises NotFound."""
    query = select(Receivable).where(Receivable.id == receivable_id, seen_by(actor)).with_for_update()
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return _only(_cards(rows))


def receivable_of_payment(payment_id: int) -> int:
    """Return the id of the receivable a payment is for. Raises NotFound."""
    return _found(select(Payment.receivable_id).where(Payment.id == payment_id))


def receivable_of_invoice(invoice_id: int) -> int:
    """Return the id of the receivable an invoice is for. Raises NotFound."""
    return _found(select(Invoice.receivable_id).where(Invoice.id == invoice_id))


def count_unpaid(actor: Actor) -> int:
    """Return how many own shares the actor's enterprise still has to pay, late or not."""
    owes = Receivable.enterprise_id == (actor.organisation_id or 0)
    return db.session.scalar(select(func.count()).select_from(Receivable).where(owes, _UNPAID)) or 0


def count_unanswered_payments(actor: Actor) -> int:
    """Return how many payments wait for an answer of the actor's organisation, the provider."""
    query = select(func.count()).select_from(Payment).join(Receivable, Receivable.id == Payment.receivable_id)
    mine = Receivable.provider_organisation_id == (actor.organisation_id or 0)
    return db.session.scalar(query.where(mine, Payment.state == PaymentState.RECORDED)) or 0


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return which receivables an actor may know of: those of either side."""
    mine = actor.organisation_id or 0
    return or_(Receivable.enterprise_id == mine, Receivable.provider_organisation_id == mine)


def _lies_on(shelf: OwnShareShelf, today: date) -> ColumnElement[bool]:
    if shelf is OwnShareShelf.PAID:
        return ~_UNPAID
    if shelf is OwnShareShelf.UNANSWERED:
        return Receivable.id.in_(select(Payment.receivable_id).where(Payment.state == PaymentState.RECORDED))
    late = Receivable.due_on < today
    return and_(_UNPAID, late if shelf is OwnShareShelf.OVERDUE else ~late)


def _found(query: Select[int]) -> int:
    found = db.session.scalar(query)
    if found is None:
        raise _unknown()
    return found


def _only(cards: Sequence[ReceivableCard]) -> ReceivableCard:
    if not cards:
        raise _unknown()
    return cards[0]


def _unknown() -> NotFound:
    return NotFound("not_found", N_("There is no such receivable."))


def _cards(rows: Sequence[Receivable]) -> list[ReceivableCard]:
    currencies = {row.id: row.currency for row in rows}
    payments, invoices = _payments(currencies), _invoices(currencies)
    parties = accounts.organisations(
        {side for row in rows for side in (row.enterprise_id, row.provider_organisation_id)}
    )
    return [
        ReceivableCard(
            id=row.id,
            reference=row.reference,
            enterprise=parties[row.enterprise_id],
            provider=parties[row.provider_organisation_id],
            price=Money(row.price_minor, row.currency),
            amount=Money(row.amount_minor, row.currency),
            paid=Money(row.paid_minor, row.currency),
            due_on=row.due_on,
            owed_at=row.owed_at,
            payments=tuple(payments[row.id]),
            invoices=tuple(invoices[row.id]),
        )
        for row in rows
    ]


def _payments(currencies: dict[int, str]) -> dict[int, list[PaymentCard]]:
    query = select(Payment).where(Payment.receivable_id.in_(currencies)).order_by(Payment.id)
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    kept = documents({row.document_id for row in rows})
    payments: dict[int, list[PaymentCard]] = defaultdict(list)
    for row in rows:
        payments[row.receivable_id].append(
            PaymentCard(
                id=row.id,
                amount=Money(row.amount_minor, currencies[row.receivable_id]),
                paid_on=row.paid_on,
                bank_reference=row.bank_reference,
                receipt=kept[row.document_id],
                state=PaymentState(row.state),
                recorded_at=row.recorded_at,
                answered_at=row.answered_at,
                reason=row.reason,
            )
        )
    return payments


def _invoices(currencies: dict[int, str]) -> dict[int, list[InvoiceCard]]:
    query = select(Invoice).where(Invoice.receivable_id.in_(currencies)).order_by(Invoice.id)
    rows = db.session.scalars(query).all()
    kept = documents({row.document_id for row in rows})
    invoices: dict[int, list[InvoiceCard]] = defaultdict(list)
    for row in rows:
        amount = Money(row.amount_minor, currencies[row.receivable_id])
        card = InvoiceCard(row.id, row.number, amount, row.issued_on, kept[row.document_id], row.recorded_at)
        invoices[row.receivable_id].append(card)
    return invoices
