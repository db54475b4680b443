"""Reading vouchers, where their value stands, and every transfer of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, false, func, select, true
from sqlalchemy.orm import aliased

from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import TransferLine, VoucherCard, VoucherStatement
from app.voucher.domain.ledger import Balances, BucketKind, Reason
from app.voucher.domain.states import VoucherState
from app.voucher.models import Bucket, PolicyVersion, Programme, Transfer, Voucher

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

CARD = (
    Voucher.id,
    Voucher.number,
    Voucher.programme_id,
    Programme.region_code,
    Voucher.enterprise_id,
    Voucher.tier,
    Voucher.state,
    Voucher.face_minor,
    Voucher.currency,
    Voucher.modes,
    Voucher.use_by,
    Voucher.redeem_by,
)


def card_of(row: Row[Any]) -> VoucherCard:
    """Return the card of a row that selected `CARD`."""
    return VoucherCard(
        id=row.id,
        number=row.number,
        programme_id=row.programme_id,
        region_code=row.region_code,
        enterprise_id=row.enterprise_id,
        tier=row.tier,
        state=VoucherState(row.state),
        face=Money(row.face_minor, row.currency),
        modes=frozenset(VoucherMode(mode) for mode in row.modes),
        use_by=row.use_by,
        redeem_by=row.redeem_by,
    )


VOUCHER_SORTS: Sorts[VoucherStatement] = Sorts(
    keys={
        "newest": Key(Voucher.id, int, lambda statement: statement.voucher.id),
        "face": Key(Voucher.face_minor, int, lambda statement: statement.voucher.face.minor),
        "use_by": Key(Voucher.use_by, date, lambda statement: statement.voucher.use_by),
        "redeem_by": Key(Voucher.redeem_by, date, lambda statement: statement.voucher.redeem_by),
    },
    identity=Key(Voucher.id, int, lambda statement: statement.voucher.id),
    default="-newest",
)


def vouchers(actor: Actor, *, place: Place = NEWEST, limit: int) -> list[VoucherStatement]:
    """Return the vouchers the actor may know of. Three queries."""
    query = VOUCHER_SORTS.apply(_statement_query().where(seen_by(actor)), place)
    return _statements(query.limit(limit))


def vouchers_of(programme_id: int, *, before_id: int | None, limit: int) -> list[VoucherStatement]:
    """Return the vouchers issued from a programme, newest first. Three queries."""
    earlier = true() if before_id is None else Voucher.id < before_id
    query = _statement_query().where(Voucher.programme_id == programme_id, earlier)
    return _statements(query.order_by(Voucher.id.desc()).limit(limit))


def usable_by(enterprise_id: int) -> list[VoucherStatement]:
    """Return an enterprise's active vouchers, the one that must be used first in front. Three queries."""
    return _statements(
        _statement_query()
        .where(Voucher.enterprise_id == enterprise_id, Voucher.state == VoucherState.ACTIVE)
        .order_by(Voucher.use_by, Voucher.id)
    )


def get_voucher(number: str, actor: Actor) -> VoucherStatement:
    """Return a voucher the actor may know of. Raises NotFound, also for somebody else's."""
    return _only(_statements(_statement_query().where(Voucher.number == number, seen_by(actor))))


def get_voucher_by_number(number: str) -> VoucherStatement:
    """Return any voucher, for jobs, commands and use cases. Raises NotFound."""
    return _only(_statements(_statement_query().where(Voucher.number == number)))


def ledger(voucher_id: int, *, before_id: int | None, limit: int) -> list[TransferLine]:
    """Return the voucher's transfers, newest first."""
    debit, credit = aliased(Bucket), aliased(Bucket)
    query = (
        select(Transfer, debit.kind.label("debit"), credit.kind.label("credit"))
        .join(debit, debit.id == Transfer.debit_bucket_id)
        .join(credit, credit.id == Transfer.credit_bucket_id)
        .where(Transfer.voucher_id == voucher_id)
        .order_by(Transfer.id.desc())
        .limit(limit)
    )
    rows = db.session.execute(query if before_id is None else query.where(Transfer.id < before_id))
    return [
        TransferLine(
            id=transfer.id,
            at=transfer.at,
            reason=Reason(transfer.reason),
            reference=transfer.reference,
            amount=Money(transfer.amount_minor, transfer.currency),
            debit=BucketKind(debit_kind),
            credit=BucketKind(credit_kind),
            actor_name=transfer.actor_name,
        )
        for transfer, debit_kind, credit_kind in rows
    ]


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return which vouchers an actor may know of, of those joined to their programme."""
    organisation = actor.organisation
    if organisation is None:
        return false()
    if organisation.kind is OrganisationKind.AUTHORITY:
        return Programme.region_code == organisation.region_code
    return Voucher.enterprise_id == organisation.id


def _statement_query() -> Select[Any]:
    return (
        select(*CARD, PolicyVersion.version, PolicyVersion.terms)
        .join(Programme, Programme.id == Voucher.programme_id)
        .join(PolicyVersion, PolicyVersion.id == Voucher.policy_id)
    )


def _only(statements: Sequence[VoucherStatement]) -> VoucherStatement:
    if not statements:
        raise NotFound("not_found", N_("There is no such voucher."))
    return statements[0]


def _statements(query: Select[Any]) -> list[VoucherStatement]:
    rows = db.session.execute(query).all()
    standing = balances([card_of(row) for row in rows])
    return [
        VoucherStatement(
            voucher=card_of(row),
            balances=standing[row.id],
            rate_percent=row.terms["rate_percent"],
            has_other_rates=bool(row.terms.get("rates")),
            policy_version=row.version,
            policy_label=row.terms["label"],
        )
        for row in rows
    ]


def balances(cards: Sequence[VoucherCard]) -> dict[int, Balances]:
    """Return where the face value of each voucher stands, by its id. Two queries, however many vouchers."""
    ids = [card.id for card in cards]
    standing = {
        (row.voucher_id, row.kind): int(row.minor)
        for row in db.session.execute(
            select(Bucket.voucher_id, Bucket.kind, func.sum(Bucket.balance_minor).label("minor"))
            .where(Bucket.voucher_id.in_(ids))
            .group_by(Bucket.voucher_id, Bucket.kind)
        )
    }
    returned = {
        row.voucher_id: int(row.minor)
        for row in db.session.execute(
            select(Transfer.voucher_id, func.sum(Transfer.amount_minor).label("minor"))
            .join(Bucket, Bucket.id == Transfer.credit_bucket_id)
            .where(Transfer.voucher_id.in_(ids), Bucket.kind == BucketKind.BUDGET)
            .group_by(Transfer.voucher_id)
        )
    }
    return {card.id: _balances(card, standing, returned.get(card.id, 0)) for card in cards}


def _balances(card: VoucherCard, standing: Mapping[tuple[int, str], int], returned: int) -> Balances:
    def part(kind: BucketKind) -> Money:
        return Money(standing.get((card.id, kind), 0), card.face.currency)

    return Balances(
        available=part(BucketKind.AVAILABLE),
        held=part(BucketKind.HELD),
        claimable=part(BucketKind.CLAIMABLE),
        payable=part(BucketKind.PAYABLE),
        paid=part(BucketKind.PAID),
        returned=Money(returned, card.face.currency),
    )
