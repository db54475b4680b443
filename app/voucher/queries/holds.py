"""Reading what a hold needs: the voucher with its policy and free value, or a hold with its buckets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, String, and_, bindparam, cast, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.ledger import BucketKind
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy import Policy, Remainder
from app.voucher.domain.states import HoldState, VoucherState
from app.voucher.models import Bucket, Hold, PolicyVersion, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of

# Made once: on the way of every booking, building a statement anew costs a good part of running it.
_SOURCES = (
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
_IS_NAMED = Voucher.number.in_(bindparam("numbers", expanding=True))
_NAMED = _SOURCES.where(_IS_NAMED)
_LOCK_NAMED = select(Voucher.id).where(_IS_NAMED).order_by(Voucher.id).with_for_update()
_LOCK_FREE = _NAMED.order_by(Voucher.id).with_for_update(of=Bucket)


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
_HOLDERS = (
    select(Voucher.id)
    .join(Hold, Hold.voucher_id == Voucher.id)
    .where(_IS_LIVE)
    .order_by(Voucher.id)
    .with_for_update(of=Voucher)
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
    .order_by(Hold.position)
)


def find_sources(numbers: Sequence[str]) -> dict[str, Source]:
    """Return the vouchers to hold from that there are, by number. One query: every booking comes this way."""
    return _by_number(_NAMED, numbers)


def lock_sources(numbers: Sequence[str]) -> dict[str, Source]:
    """Return the same for several to hold from at once, locked until the commit. Two queries.

    What each pays depends on what is free of the others, so nobody may take of them meanwhile. The vouchers
    come first and in one order, as in `lock_live_holds`, so that two never wait for each other.
    """
    db.session.execute(_LOCK_NAMED, {"numbers": numbers})
    return _by_number(_LOCK_FREE, numbers)


def usable_sources(enterprise_id: int, most: int) -> list[Source]:
    """Return an enterprise's active vouchers, those that must be used first in front. One query."""
    query = (
        _SOURCES.where(Voucher.enterprise_id == enterprise_id, Voucher.state == VoucherState.ACTIVE)
        .order_by(Voucher.use_by, Voucher.id)
        .limit(most)
    )
    return [_source(row) for row in db.session.execute(query)]


def lock_live_holds(reference: str) -> list[LiveHold]:
    """Return what is held for a reference, in the order it pays; the vouchers stay locked until the commit.

    The lock keeps a voucher's state as read: else a lapse in between would leave a remainder on a dead
    voucher. It comes before the reading: whoever waited for it must see how the hold ended meanwhile.
    """
    asked = {"reference": reference}
    db.session.execute(_HOLDERS, asked)
    return [_live(reference, row) for row in db.session.execute(_LIVE, asked)]


def _live(reference: str, row: Row[Any]) -> LiveHold:
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


def expired_holds(now: datetime, limit: int) -> list[str]:
    """Return the references of live holds whose time is over, oldest first.

    Those of one reference have one time and end together, so the first of them stands for all.
    """
    due = select(Hold.reference).where(
        Hold.state == HoldState.HELD, Hold.position == 1, Hold.expires_at <= now
    )
    return list(db.session.scalars(due.order_by(Hold.expires_at, Hold.id).limit(limit)))


def _by_number(query: Select[Any], numbers: Sequence[str]) -> dict[str, Source]:
    rows = db.session.execute(query, {"numbers": numbers})
    return {source.voucher.number: source for source in map(_source, rows)}


def _source(row: Row[Any]) -> Source:
    return Source(
        voucher=card_of(row),
        policy_id=row.policy_id,
        policy_version=row.version,
        policy=Policy.kept(row.terms),
        available=Money(row.balance_minor, row.currency),
        available_bucket_id=row.bucket_id,
    )
