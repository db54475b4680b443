"""What the operator puts first on the home page: what stands on a day, and all that is not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select, text

from app.content.domain.featured import MOST, Featured, FeaturedKind, FeaturedTerms, Target
from app.content.models import Featured as FeaturedRow
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import date

SUBJECT = "featured"


def standing_featured(today: date) -> list[Featured]:
    """Return what is to stand on the home page on a day, in its order."""
    query = select(FeaturedRow).where(_left(today), FeaturedRow.from_on <= today)
    rows = db.session.scalars(query.order_by(FeaturedRow.place, FeaturedRow.id).limit(MOST))
    return [_featured(row) for row in rows]


def featured_page(today: date, *, after_place: int, limit: int) -> list[Featured]:
    """Return what is not over, in its order from after a place on; one more than `limit` if there is."""
    query = select(FeaturedRow).where(_left(today), FeaturedRow.place > after_place)
    return [_featured(row) for row in db.session.scalars(query.order_by(FeaturedRow.place).limit(limit + 1))]


def featured_between(first: date, last: date) -> list[FeaturedTerms]:
    """Return what stands on some of these days."""
    query = select(FeaturedRow).where(_left(first), FeaturedRow.from_on <= last)
    return [_featured(row).terms for row in db.session.scalars(query)]


def get_featured(featured_id: int, today: date) -> Featured:
    """Return one that is not over. Raises NotFound."""
    row = db.session.scalars(select(FeaturedRow).where(_left(today), FeaturedRow.id == featured_id)).first()
    if row is None:
        raise NotFound("not_found", N_("This is not featured, or not any more."))
    return _featured(row)


def lock_featured() -> None:
    """Let nobody else add or move anything until the commit; readers go on. SQLite has one writer anyway.

    The rows alone would not do: before the first there is none to lock.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE featured IN SHARE ROW EXCLUSIVE MODE"))


def featured_before(place: int, today: date) -> Featured | None:
    """Return the last that is not over and comes before a place, or None for the first."""
    query = select(FeaturedRow).where(_left(today), FeaturedRow.place < place)
    row = db.session.scalars(query.order_by(FeaturedRow.place.desc()).limit(1)).first()
    return None if row is None else _featured(row)


def last_place() -> int:
    """Return the greatest place there ever was; 0 before the first."""
    return db.session.scalar(select(func.max(FeaturedRow.place))) or 0


def _left(today: date) -> ColumnElement[bool]:
    return and_(FeaturedRow.until_on >= today, FeaturedRow.taken_off_at.is_(None))


def _featured(row: FeaturedRow) -> Featured:
    terms = FeaturedTerms(Target(FeaturedKind(row.kind), row.ref), row.from_on, row.until_on)
    return Featured(row.id, terms, row.place)
