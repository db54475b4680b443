"""Reading what a hold needs: the voucher with its policy and free value, or a hold with its buckets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, String, and_, bindparam, cast, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import HoldRecord, VoucherCard
from app.voucher.domain.ledger import BucketKind
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy import Policy, Remainder
from app.voucher.domain.states import HoldState, VoucherState
from app.voucher.models import Bucket, Hold, PolicyVersion, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of


@dataclass(frozen=True, slots=True)
class Source:
    """A voucher with the policy it was issued by and what is free of it."""

    voucher: VoucherCard
    policy_id: int
    policy_version: int
    policy: Policy
    available: Money
    available_bucket_id: int


@dataclass(frozen=True, slots=True)
class LiveHold:
    """A hold that is not resolved yet, with all that resolving it needs.

    `rate_percent` is the rate it was held at; no later policy changes it (R3).
    """

    id: int
    reference: str
    amount: Money
    mode: VoucherMode
    policy_id: int
    policy_version: int
    rate_percent: int
    payer_rule: PayerRule
    remainder: Remainder
    host_region: str
    held_bucket_id: int
    voucher_id: int
    enterprise_id: int
    redeem_by: date
    voucher_number: str
    voucher_state: VoucherState
    programme_id: int
    issuer_region: str
    tier: str


# Built once: what is held for a booking or order ends by these.
_IS_LIVE = and_(Hold.reference == bindparam("reference"), Hold.state == HoldState.HELD)
_HOLDER = (
    select(Voucher.id).join(Hold, Hold.voucher_id == Voucher.id).where(_IS_LIVE).with_for_update(of=Voucher)
)
_LIVE = (
    select(
        Hold.id,
        Hold.amount_minor,
        Hold.currency,
        Hold.mode,
        Hold.host_region,
        Hold.policy_id,
        Hold.snapshot,
        PolicyVersion.version,
        PolicyVersion.terms,
        Bucket.id.label("bucket_id"),
        Voucher.id.label("voucher_id"),
        Voucher.number,
        Voucher.state.label("voucher_state"),
        Voucher.enterprise_id,
        Voucher.redeem_by,
        Voucher.programme_id,
        Voucher.tier,
        Programme.region_code,
    )
    .join(Voucher, Voucher.id == Hold.voucher_id)
    .join(Programme, Programme.id == Voucher.programme_id)
    .join(PolicyVersion, PolicyVersion.id == Hold.policy_id)
    .join(Bucket, and_(Bucket.kind == BucketKind.HELD, Bucket.owner_ref == cast(Hold.id, String)))
    .where(_IS_LIVE)
)


def find_source(voucher_number: str) -> Source | None:
    """Return a voucher to hold from, or None. One query: this is on the way of every booking."""
    row = db.session.execute(_sources().where(Voucher.number == voucher_number)).one_or_none()
    return _source(row) if row else None


def usable_sources(enterprise_id: int, most: int) -> list[Source]:
    """Return an enterprise's active vouchers, those that must be used first in front. One query."""
    query = (
        _sources()
        .where(Voucher.enterprise_id == enterprise_id, Voucher.state == VoucherState.ACTIVE)
        .order_by(Voucher.use_by, Voucher.id)
        .limit(most)
    )
    return [_source(row) for row in db.session.execute(query)]


def lock_live_hold(reference: str) -> LiveHold | None:
    """Return the hold that is live for a reference, or None; its voucher stays locked until the commit.

    The lock keeps the voucher's state as read: else a lapse in between would leave a remainder on a dead
    voucher. It comes before the reading: whoever waited for it must see how the hold ended meanwhile.
    """
    asked = {"reference": reference}
    db.session.execute(_HOLDER, asked)
    row = db.session.execute(_LIVE, asked).one_or_none()
    if row is None:
        return None
    policy = Policy.kept(row.terms)
    return LiveHold(
        id=row.id,
        reference=reference,
        amount=Money(row.amount_minor, row.currency),
        mode=VoucherMode(row.mode),
        policy_id=row.policy_id,
        policy_version=row.version,
        rate_percent=row.snapshot["rate_percent"],
        payer_rule=policy.payer_rule,
        remainder=policy.remainder,
        host_region=row.host_region,
        held_bucket_id=row.bucket_id,
        voucher_id=row.voucher_id,
        enterprise_id=row.enterprise_id,
        redeem_by=row.redeem_by,
        voucher_number=row.number,
        voucher_state=VoucherState(row.voucher_state),
        programme_id=row.programme_id,
        issuer_region=row.region_code,
        tier=row.tier,
    )


def find_hold(reference: str) -> HoldRecord | None:
    """Return the newest hold for a reference, live or resolved, or None."""
    row = db.session.execute(
        select(
            Hold.reference,
            Voucher.number,
            Hold.mode,
            Hold.state,
            Hold.amount_minor,
            Hold.captured_minor,
            Hold.currency,
            Hold.snapshot,
        )
        .join(Voucher, Voucher.id == Hold.voucher_id)
        .where(Hold.reference == reference)
        .order_by(Hold.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return HoldRecord(
        reference=row.reference,
        voucher_number=row.number,
        mode=VoucherMode(row.mode),
        state=HoldState(row.state),
        amount=Money(row.amount_minor, row.currency),
        captured=Money(row.captured_minor, row.currency),
        snapshot=row.snapshot,
    )


def expired_holds(now: datetime, limit: int) -> list[str]:
    """Return the references of live holds whose time is over, oldest first."""
    return list(
        db.session.scalars(
            select(Hold.reference)
            .where(Hold.state == HoldState.HELD, Hold.expires_at <= now)
            .order_by(Hold.expires_at, Hold.id)
            .limit(limit)
        )
    )


def _sources() -> Select[Any]:
    return (
        select(
            *CARD,
            PolicyVersion.id.label("policy_id"),
            PolicyVersion.version,
            PolicyVersion.terms,
            Bucket.id.label("bucket_id"),
            Bucket.balance_minor,
        )
        .join(Programme, Programme.id == Voucher.programme_id)
        .join(PolicyVersion, PolicyVersion.id == Voucher.policy_id)
        .join(Bucket, and_(Bucket.voucher_id == Voucher.id, Bucket.kind == BucketKind.AVAILABLE))
    )


def _source(row: Row[Any]) -> Source:
    return Source(
        voucher=card_of(row),
        policy_id=row.policy_id,
        policy_version=row.version,
        policy=Policy.kept(row.terms),
        available=Money(row.balance_minor, row.currency),
        available_bucket_id=row.bucket_id,
    )
