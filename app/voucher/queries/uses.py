"""Reading how much was granted before, and how much of it is used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.domain.applicants import Use
from app.voucher.domain.ledger import BucketKind
from app.voucher.domain.states import VoucherState
from app.voucher.models import Bucket, CapUse, Programme, Voucher

if TYPE_CHECKING:
    from app.voucher.domain.cards import ProgrammeCard

_USED = (BucketKind.CLAIMABLE, BucketKind.PAYABLE, BucketKind.PAID)
# The money of a lapsed one is back in the budget: only what still stands must be used before more is given.
_STANDING = (VoucherState.ACTIVE, VoucherState.FROZEN, VoucherState.EXHAUSTED)
# A voucher given back or revoked says nothing about how its holder uses vouchers.
_TELLING = (*_STANDING, VoucherState.LAPSED)


@dataclass(frozen=True, slots=True)
class EarlierUse:
    """What some enterprises had before: counted for the cap, granted, the last grant, the year before."""

    counted: Money
    granted: Money
    last_grant: Use | None
    year_before: Use | None


@dataclass(frozen=True, slots=True)
class PastGrant:
    """A voucher that was granted before, and what became of it."""

    number: str
    state: VoucherState
    face: Money
    used: Money
    available: Money


def earlier_use(
    programme: ProgrammeCard, enterprise_ids: Collection[int], counter: str, currency: str
) -> EarlierUse:
    """Return what these enterprises had of a programme and of its region's year before.

    `counter` names the cap's counter. The last grant is the newest that still stands.
    """
    theirs = Voucher.enterprise_id.in_(enterprise_ids)
    of_programme = and_(theirs, Voucher.programme_id == programme.id)
    newest = select(func.max(Voucher.id)).where(of_programme, Voucher.state.in_(_STANDING)).scalar_subquery()
    before = and_(
        theirs,
        Programme.region_code == programme.region_code,
        Programme.year == programme.year - 1,
        Voucher.state.in_(_TELLING),
    )
    counted = select(func.max(CapUse.used_minor)).where(
        CapUse.programme_id == programme.id, CapUse.counted_for == counter
    )
    row = db.session.execute(
        select(
            counted.scalar_subquery().label("counted"),
            _face(of_programme).label("granted"),
            _face(Voucher.id == newest).label("last_face"),
            _used(Voucher.id == newest).label("last_used"),
            _face(before).label("before_face"),
            _used(before).label("before_used"),
        )
    ).one()

    def money(minor: Any) -> Money:
        return Money(int(minor or 0), currency)  # PostgreSQL sums integers into a decimal

    def use(face: Any, used: Any) -> Use | None:
        return None if face is None else Use(money(face), money(used))

    return EarlierUse(
        money(row.counted),
        money(row.granted),
        use(row.last_face, row.last_used),
        use(row.before_face, row.before_used),
    )


def past_grants(enterprise_id: int, region_code: str) -> list[PastGrant]:
    """Return what a region ever granted to an enterprise, newest first; one statement."""
    used, available = (
        select(func.coalesce(func.sum(Bucket.balance_minor), 0))
        .where(Bucket.voucher_id == Voucher.id, Bucket.kind.in_(kinds))
        .correlate(Voucher)
        .scalar_subquery()
        for kinds in (_USED, (BucketKind.AVAILABLE,))
    )
    rows = db.session.execute(
        select(
            Voucher.number,
            Voucher.state,
            Voucher.face_minor,
            Voucher.currency,
            used.label("used"),
            available.label("available"),
        )
        .join(Programme, Programme.id == Voucher.programme_id)
        .where(Voucher.enterprise_id == enterprise_id, Programme.region_code == region_code)
        .order_by(Voucher.id.desc())
    )
    return [
        PastGrant(
            row.number,
            VoucherState(row.state),
            Money(row.face_minor, row.currency),
            Money(int(row.used), row.currency),
            Money(int(row.available), row.currency),
        )
        for row in rows
    ]


def _face(criterion: ColumnElement[bool]) -> ScalarSelect[Any]:
    faces = select(func.sum(Voucher.face_minor)).join(Programme, Programme.id == Voucher.programme_id)
    return faces.where(criterion).scalar_subquery()


def _used(criterion: ColumnElement[bool]) -> ScalarSelect[Any]:
    used = (
        select(func.sum(Bucket.balance_minor))
        .join(Voucher, Voucher.id == Bucket.voucher_id)
        .join(Programme, Programme.id == Voucher.programme_id)
    )
    return used.where(criterion, Bucket.kind.in_(_USED)).scalar_subquery()
