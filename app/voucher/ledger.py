"""Writes the ledger: opens buckets, posts transfers. The database moves the balances (migration 0005)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from app.infra.db import Base, db, execute_checked
from app.voucher import constraints  # noqa: F401 -- for its effect: what the rules of 0005 mean
from app.voucher.domain.ledger import MOVES, BucketKind, Reason
from app.voucher.models import Bucket, Transfer

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.kernel.money import Money


# Built once: every hold and what becomes of it comes this way.
_BUCKET, _TRANSFER = (Base.metadata.tables[model.__tablename__] for model in (Bucket, Transfer))
_OPEN = insert(_BUCKET).returning(_BUCKET.c.id)
_POST = insert(_TRANSFER).inline()  # a transfer's id interests nobody here
_AVAILABLE = select(_BUCKET.c.id).where(
    _BUCKET.c.kind == str(BucketKind.AVAILABLE), _BUCKET.c.voucher_id == bindparam("voucher_id")
)


@dataclass(frozen=True, slots=True)
class Place:
    """A bucket one may post to."""

    id: int
    kind: BucketKind


@dataclass(frozen=True, slots=True)
class Account:
    """Whose money moves: the programme, the voucher if any, and the three regions of the clearing."""

    programme_id: int
    voucher_id: int | None
    issuer_region: str
    host_region: str | None
    payer_region: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why, when and by whom money moves; `reference` names the voucher, booking or programme it is about."""

    reference: str
    at: datetime
    by: EventActor


class IllegalMoveError(ValueError):
    """Code tried to move money on a path domain.md does not know: a defect, never a person's mistake."""


def open_bucket(kind: BucketKind, owner_ref: str, *, tier: str, account: Account, currency: str) -> Place:
    """Create an empty bucket."""
    values = {
        "kind": kind,
        "owner_ref": owner_ref,
        "tier": tier,
        "programme_id": account.programme_id,
        "voucher_id": account.voucher_id,
        "balance_minor": 0,
        "currency": currency,
    }
    bucket_id: int = db.session.execute(_OPEN, values).scalar_one()
    return Place(bucket_id, kind)


def treasury(region_code: str, currency: str) -> Place:
    """Return the region's treasury, opened at its first programme. It belongs to no programme."""
    found = db.session.scalar(
        select(Bucket.id).where(
            Bucket.kind == BucketKind.TREASURY, Bucket.owner_ref == region_code, Bucket.tier == currency
        )
    )
    if found is None:
        found = db.session.execute(
            insert(Bucket)
            .values(
                kind=BucketKind.TREASURY,
                owner_ref=region_code,
                tier=currency,
                balance_minor=0,
                currency=currency,
            )
            .returning(Bucket.id)
        ).scalar_one()
    return Place(found, BucketKind.TREASURY)


def available_of(voucher_id: int) -> Place:
    """Return where a voucher's free value stands."""
    found = db.session.scalars(_AVAILABLE, {"voucher_id": voucher_id}).one()
    return Place(found, BucketKind.AVAILABLE)


def find_budget_of(programme_id: int, tier: str) -> Place | None:
    """Return where a funding tier's unspent budget stands, or None where the tier never gave anything."""
    found = db.session.scalars(
        select(Bucket.id).where(
            Bucket.kind == BucketKind.BUDGET, Bucket.programme_id == programme_id, Bucket.tier == tier
        )
    ).one_or_none()
    return None if found is None else Place(found, BucketKind.BUDGET)


def budget_of(programme_id: int, tier: str) -> Place:
    """Return where the unspent budget of a tier stands that money of vouchers came from."""
    found = find_budget_of(programme_id, tier)
    if found is None:
        message = f"programme {programme_id} has no budget of the tier {tier}"
        raise LookupError(message)
    return found


def lock_budget(programme_id: int) -> None:
    """Let nobody else draw on any tier of a programme's budget until the commit."""
    tiers = select(Bucket.id).where(Bucket.kind == BucketKind.BUDGET, Bucket.programme_id == programme_id)
    db.session.execute(tiers.order_by(Bucket.id).with_for_update())


def post(
    reason: Reason, amount: Money, *, debit: Place, credit: Place, account: Account, occasion: Occasion
) -> None:
    """Move `amount` from `debit` to `credit`.

    Raises:
        IllegalMoveError: the reason does not lead from one kind of bucket to the other.
        PaymentRequired: `voucher_insufficient` when the debit bucket holds less.
        Conflict: `budget_exceeded` when that bucket is a programme's budget.
    """
    if (debit.kind, credit.kind) not in MOVES[reason]:
        message = f"{reason} does not move money from {debit.kind} to {credit.kind}"
        raise IllegalMoveError(message)
    values = {
        "debit_bucket_id": debit.id,
        "credit_bucket_id": credit.id,
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "reason": reason,
        "reference": occasion.reference,
        "programme_id": account.programme_id,
        "voucher_id": account.voucher_id,
        "issuer_region": account.issuer_region,
        "host_region": account.host_region,
        "payer_region": account.payer_region,
        "at": occasion.at,
        "actor_id": occasion.by.id,
        "actor_name": occasion.by.name,
    }
    execute_checked(_POST, values)
