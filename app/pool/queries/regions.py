"""Regions and their place in the pool."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool.domain.cards import MembershipCard, RegionCard, RegionLevel, Side
from app.pool.domain.places import Gazetteer, lineage
from app.pool.domain.states import MembershipState
from app.pool.models import Admission, PoolMembership, Region


def regions(*, after: str = "", limit: int | None = None) -> list[RegionCard]:
    """Return all divisions by code, or up to `limit` of those after a code."""
    query = select(Region).where(Region.code > after).order_by(Region.code).limit(limit)
    return [_card(row) for row in db.session.scalars(query)]


def regions_found(*, text: str, after: str, limit: int) -> list[RegionCard]:
    """Return divisions by code, those with a text in code or name, from after a code on."""
    query = select(Region).where(Region.code > after).order_by(Region.code).limit(limit)
    if text:
        columns = (Region.code, Region.name_zh, Region.name_en)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    return [_card(row) for row in db.session.scalars(query)]


def find_region(code: str) -> RegionCard | None:
    """Return a division, or None."""
    row = db.session.get(Region, code)
    return _card(row) if row else None


def regions_around(code: str) -> dict[str, RegionCard]:
    """Return a division and those it lies in, by code, in one query."""
    query = select(Region).where(Region.code.in_(lineage(code)))
    return {row.code: _card(row) for row in db.session.scalars(query)}


def gazetteer() -> Gazetteer:
    """Return what finds divisions by name, in one query."""
    return Gazetteer(regions())


def membership_of(region_code: str, side: Side, on: date) -> MembershipCard | None:
    """Return the membership that admits a region (or one that it lies in) on a day, or None."""
    query = (
        select(PoolMembership)
        .where(_admits(region_code, side, on))
        .order_by(PoolMembership.region_code.desc())  # the nearest has the highest code
    )
    row = db.session.scalars(query).first()
    return _membership(row) if row else None


def is_admitted(region_code: str, side: Side, on: date) -> ColumnElement[bool]:
    """Return the condition that a region (or one that it lies in) is admitted on a day.

    A condition, not an answer: whoever asks more about an order asks it all in one statement.
    """
    return exists().where(_admits(region_code, side, on))


def get_membership(membership_id: int) -> MembershipCard:
    """Return a membership. Raises NotFound."""
    row = db.session.get(PoolMembership, membership_id, populate_existing=True)
    if row is None:
        raise NotFound("not_found", N_("There is no such membership."))
    return _membership(row)


def admitted_on(on: date) -> list[tuple[Side, str]]:
    """Return the sides and codes of the regions that are admitted themselves on a day, by code."""
    query = (
        select(PoolMembership.side, PoolMembership.region_code)
        .where(_has_day(on))
        .order_by(PoolMembership.region_code)
    )
    return [(Side(row.side), row.region_code) for row in db.session.execute(query)]


def membership_left(region_code: str, side: Side) -> MembershipCard | None:
    """Return the membership that a region gave up on a side, or None: it may ask again."""
    query = select(PoolMembership).where(
        PoolMembership.region_code == region_code,
        PoolMembership.side == side,
        PoolMembership.state == MembershipState.LEFT,
    )
    row = db.session.scalars(query).first()
    return _membership(row) if row else None


def memberships(*, after: int = 0, limit: int | None = None) -> list[MembershipCard]:
    """Return all memberships, or up to `limit` of those whose id is above `after`, by id."""
    query = select(PoolMembership).where(PoolMembership.id > after).order_by(PoolMembership.id).limit(limit)
    return [_membership(row) for row in db.session.scalars(query)]


def _admits(region_code: str, side: Side, on: date) -> ColumnElement[bool]:
    return and_(
        PoolMembership.region_code.in_(lineage(region_code)), PoolMembership.side == side, _has_day(on)
    )


def _has_day(on: date) -> ColumnElement[bool]:
    return exists().where(
        Admission.membership_id == PoolMembership.id,
        Admission.from_on <= on,
        or_(Admission.until_on.is_(None), Admission.until_on > on),
    )


def _card(row: Region) -> RegionCard:
    return RegionCard(
        row.code, row.parent_code, RegionLevel(row.level), row.name_zh, row.name_en, row.is_pilot
    )


def _membership(row: PoolMembership) -> MembershipCard:
    return MembershipCard(
        row.id,
        row.region_code,
        Side(row.side),
        MembershipState(row.state),
        row.asked_on,
        row.admitted_on,
        row.ended_on,
    )
