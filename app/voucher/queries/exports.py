"""Reading all that is kept of one voucher: every transfer, hold and policy version behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.models import Bucket, Hold, PolicyVersion, Programme, Transfer, Voucher


@dataclass(frozen=True, slots=True)
class KeptTransfer:
    """One transfer with everything the ledger keeps of it."""

    id: int
    at: datetime
    reason: str
    reference: str
    amount: Money
    debit: str
    credit: str
    issuer_region: str
    host_region: str | None
    payer_region: str
    actor_name: str


@dataclass(frozen=True, slots=True)
class KeptHold:
    """One hold with the facts it was judged by."""

    id: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """One policy version as it was used."""

    programme: str
    version: int
    created_at: datetime
    terms: Any


def transfers_of(voucher_id: int) -> list[KeptTransfer]:
    """Return every transfer of a voucher, oldest first."""
    debit, credit = aliased(Bucket), aliased(Bucket)
    rows = db.session.execute(
        select(Transfer, debit.kind.label("debit"), credit.kind.label("credit"))
        .join(debit, debit.id == Transfer.debit_bucket_id)
        .join(credit, credit.id == Transfer.credit_bucket_id)
        .where(Transfer.voucher_id == voucher_id)
        .order_by(Transfer.id)
    )
    return [
        KeptTransfer(
            each.id, each.at, each.reason, each.reference, Money(each.amount_minor, each.currency),
            debit_kind, credit_kind, each.issuer_region, each.host_region, each.payer_region,
            each.actor_name,
        )
        for each, debit_kind, credit_kind in rows
    ]  # fmt: skip


def holds_of(voucher_id: int) -> list[KeptHold]:
    """Return every hold of a voucher with its snapshot, oldest first."""
    rows = db.session.scalars(select(Hold).where(Hold.voucher_id == voucher_id).order_by(Hold.id))
    return [
        KeptHold(row.id, {column.name: getattr(row, column.name) for column in Hold.__table__.columns})
        for row in rows
    ]


def policies_of(voucher_id: int) -> list[KeptPolicy]:
    """Return the policy versions a voucher was issued, or held, by: oldest first."""
    used = select(Hold.policy_id).where(Hold.voucher_id == voucher_id)
    issued = select(Voucher.policy_id).where(Voucher.id == voucher_id)
    rows = db.session.execute(
        select(Programme.ref, PolicyVersion.version, PolicyVersion.created_at, PolicyVersion.terms)
        .join(Programme, Programme.id == PolicyVersion.programme_id)
        .where(PolicyVersion.id.in_(used.union(issued)))
        .order_by(Programme.ref, PolicyVersion.version)
    )
    return [KeptPolicy(*row) for row in rows]


def programme_ref_of(voucher_id: int) -> str:
    """Return the reference of the programme a voucher was issued from."""
    query = select(Programme.ref).join(Voucher, Voucher.programme_id == Programme.id)
    return db.session.scalars(query.where(Voucher.id == voucher_id)).one()
