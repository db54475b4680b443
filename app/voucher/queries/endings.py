"""Reading what the end of a voucher needs, the voucher and its free value locked, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from app.infra.db import Base, db
from app.infra.events import Head, head_to_select, read_head
from app.kernel.money import Money
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.ledger import BucketKind
from app.voucher.models import Bucket, PolicyVersion, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A locked voucher, its policy's version, what is free of it, and the `head` of its chain of events."""

    voucher: VoucherCard
    policy_version: int
    free: Money
    available_bucket_id: int
    budget_bucket_id: int
    head: Head


def lock_voucher(voucher_id: int) -> Standing:
    """Return a voucher that is known to be there; it and its free value stay locked until the commit.

    So a hold under way is either in front and its amount is not free any more, or finds nothing left.
    """
    row = db.session.execute(_STANDING, {"voucher_id": voucher_id}).one()
    return Standing(
        voucher=card_of(row),
        policy_version=row.version,
        free=Money(row.free_minor, row.currency),
        available_bucket_id=row.available_id,
        budget_bucket_id=row.budget_id,
        head=read_head(row.head),
    )


def _standing() -> Select[Any]:
    # Of the tables alone: entities would cost more than the statement, and each voucher's end asks this.
    voucher, programme, policy = (
        Base.metadata.tables[model.__tablename__] for model in (Voucher, Programme, PolicyVersion)
    )
    bucket = Base.metadata.tables[Bucket.__tablename__]
    available, budget = bucket.alias("available"), bucket.alias("budget")
    card = (programme.c.region_code if each.key == "region_code" else voucher.c[each.key] for each in CARD)
    its_budget = and_(
        budget.c.kind == str(BucketKind.BUDGET),
        budget.c.programme_id == voucher.c.programme_id,
        budget.c.tier == voucher.c.tier,
    )
    return (
        select(
            *card,
            policy.c.version,
            available.c.balance_minor.label("free_minor"),
            available.c.id.label("available_id"),
            budget.c.id.label("budget_id"),
            head_to_select("voucher", voucher.c.number).label("head"),
        )
        .join(programme, programme.c.id == voucher.c.programme_id)
        .join(policy, policy.c.id == voucher.c.policy_id)
        .join(
            available,
            and_(available.c.voucher_id == voucher.c.id, available.c.kind == str(BucketKind.AVAILABLE)),
        )
        .join(budget, its_budget)
        .where(voucher.c.id == bindparam("voucher_id"))
        .with_for_update(of=[voucher, available])
    )


_STANDING = _standing()
