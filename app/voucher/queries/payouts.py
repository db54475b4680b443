"""Reading payout batches: a fixed number of queries, however many are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union

from app.accounts import queries as accounts
from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.domain.payout_cards import PayoutCard, PayoutLineCard
from app.voucher.domain.payouts import PayoutLineState, PayoutState
from app.voucher.domain.regions import reach
from app.voucher.models import Claim, Payout, PayoutLine

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.accounts.domain.actor import Actor


PAYOUT_SORTS: Sorts[PayoutCard] = Sorts(
    keys={"newest": Key(Payout.id, int, lambda card: card.id)},
    identity=Key(Payout.id, int, lambda card: card.id),
    default="-newest",
)


def payouts(
    actor: Actor, *, before_id: int | None = None, place: Place = NEWEST, limit: int
) -> list[PayoutCard]:
    """Return the batches of the officer's region, unless told newest first. Four queries."""
    query = PAYOUT_SORTS.apply(select(Payout).where(_seen_by(actor)), place).limit(limit)
    if before_id is not None:
        query = query.where(Payout.id < before_id)
    return _cards(db.session.scalars(query).all())


def get_payout(payout_id: int, actor: Actor) -> PayoutCard:
    """Return a batch of the officer's region. Raises NotFound."""
    return _only(select_rows(Payout.id == payout_id, _seen_by(actor)))


def lock_payout(payout_id: int) -> PayoutCard:
    """Return a batch that is known to be there, its row locked until the commit."""
    locked = select(Payout).where(Payout.id == payout_id).with_for_update()
    return _only(db.session.scalars(locked.execution_options(populate_existing=True)).all())


def number_waiting(actor: Actor) -> Select[int]:
    """Return the query of how many batches wait for the officer.

    They wait to be approved where another built them, to be sent, and to be confirmed.
    """
    to_approve = and_(Payout.state == PayoutState.BUILT, Payout.built_by != actor.person_id)
    under_way = Payout.state.in_([str(PayoutState.APPROVED), str(PayoutState.SENT)])
    return select(func.count()).select_from(Payout).where(_seen_by(actor), or_(to_approve, under_way))


def select_rows(*criteria: ColumnElement[bool]) -> Sequence[Payout]:
    """Return the rows that fit, by id."""
    return db.session.scalars(select(Payout).where(*criteria).order_by(Payout.id)).all()


def live_payouts(claim_ids: Collection[int]) -> dict[int, str]:
    """Return the reference of the batch that pays each claim, by the claim's id."""
    query = (
        select(PayoutLine.claim_id, Payout.ref)
        .join(Payout, Payout.id == PayoutLine.payout_id)
        .where(
            PayoutLine.claim_id.in_(claim_ids),
            PayoutLine.state.in_([str(PayoutLineState.OPEN), str(PayoutLineState.PAID)]),
        )
    )
    return {row.claim_id: row.ref for row in db.session.execute(query)}


def bank_references_of_others(payout_id: int, references: Collection[str]) -> set[str]:
    """Return those of the bank references that name another batch or a payment of one."""
    batches = select(Payout.bank_reference).where(
        Payout.id != payout_id, Payout.bank_reference.in_(references)
    )
    payments = select(PayoutLine.bank_reference).where(
        PayoutLine.payout_id != payout_id, PayoutLine.bank_reference.in_(references)
    )
    return {reference for reference in db.session.scalars(union(batches, payments)) if reference}


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    organisation = actor.organisation
    if organisation is None or organisation.kind is not OrganisationKind.AUTHORITY:
        return false()
    return Payout.payer_region.startswith(reach(organisation.region_code))


def _only(rows: Sequence[Payout]) -> PayoutCard:
    if not rows:
        raise NotFound("not_found", N_("There is no such payout."))
    return _cards(rows)[0]


def _cards(rows: Sequence[Payout]) -> list[PayoutCard]:
    lines = _lines({row.id: row.currency for row in rows})
    names = accounts.people({who for row in rows for who in (row.built_by, row.approved_by) if who})
    return [
        PayoutCard(
            id=row.id,
            ref=row.ref,
            payer_region=row.payer_region,
            state=PayoutState(row.state),
            currency=row.currency,
            builder_id=row.built_by,
            built_by=names[row.built_by].name,
            built_at=row.built_at,
            approved_by=names[row.approved_by].name if row.approved_by else None,
            approved_at=row.approved_at,
            sent_at=row.sent_at,
            confirmed_at=row.confirmed_at,
            bank_reference=row.bank_reference,
            lines=tuple(lines[row.id]),
        )
        for row in rows
    ]


def _lines(currencies: dict[int, str]) -> dict[int, list[PayoutLineCard]]:
    rows = db.session.execute(
        select(PayoutLine, Claim.ref)
        .join(Claim, Claim.id == PayoutLine.claim_id)
        .where(PayoutLine.payout_id.in_(currencies))
        .order_by(PayoutLine.id)
        .execution_options(populate_existing=True)
    ).all()
    payees = accounts.organisations({line.payee_id for line, _ in rows})
    lines: dict[int, list[PayoutLineCard]] = defaultdict(list)
    for line, claim_ref in rows:
        lines[line.payout_id].append(
            PayoutLineCard(
                id=line.id,
                claim_id=line.claim_id,
                claim_ref=claim_ref,
                payee=payees[line.payee_id],
                amount=Money(line.amount_minor, currencies[line.payout_id]),
                state=PayoutLineState(line.state),
                reason=line.reason,
            )
        )
    return lines
