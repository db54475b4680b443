"""Recognitions between regions, as they stand on a day."""

from datetime import date

from sqlalchemy import Select, and_, or_, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.domain.cards import RecognitionCard
from app.pool.domain.places import lineage
from app.pool.domain.states import RecognitionState
from app.pool.models import Recognition


def recognition_for(demand_region: str, supply_region: str, on: date) -> RecognitionCard | None:
    """Return the recognition that holds between two regions on a day, or None.

    A decision of or about a province covers its districts; of several the nearest to both counts, then the
    newest. One withdrawn holds for the days before its withdrawal: it is never retroactive.
    """
    query = _decided_for(demand_region, on).where(Recognition.supply_region.in_(lineage(supply_region)))
    row = db.session.scalars(query).first()
    return _card(row) if row else None


def recognitions_by(demand_region: str, on: date) -> list[RecognitionCard]:
    """Return all that holds for a demand region on a day, in the order in which `recognition_for` chooses."""
    return [_card(row) for row in db.session.scalars(_decided_for(demand_region, on))]


def recognitions_in_force(on: date) -> list[RecognitionCard]:
    """Return all that holds on a day, in the order in which `recognition_for` chooses."""
    return [_card(row) for row in db.session.scalars(_in_force(on))]


def _decided_for(demand_region: str, on: date) -> Select[Recognition]:
    return _in_force(on).where(Recognition.demand_region.in_(lineage(demand_region)))


def _in_force(on: date) -> Select[Recognition]:
    holds = or_(
        Recognition.state == RecognitionState.ACTIVE,
        and_(Recognition.state == RecognitionState.WITHDRAWN, Recognition.withdrawn_on > on),
    )
    return (
        select(Recognition)
        .where(
            Recognition.from_on <= on,
            or_(Recognition.until_on.is_(None), Recognition.until_on >= on),
            holds,
        )
        # Of one lineage the nearest has the highest code.
        .order_by(Recognition.demand_region.desc(), Recognition.supply_region.desc(), Recognition.id.desc())
    )


def recognitions(*, after: int = 0, limit: int = 50) -> list[RecognitionCard]:
    """Return up to `limit` recognitions whose id is above `after`, by id."""
    query = select(Recognition).where(Recognition.id > after).order_by(Recognition.id).limit(limit)
    return [_card(row) for row in db.session.scalars(query)]


def get_recognition(ref: str) -> RecognitionCard:
    """Return a recognition by its reference. Raises NotFound."""
    row = db.session.scalars(
        select(Recognition).where(Recognition.ref == ref).execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound("not_found", N_("There is no such recognition."))
    return _card(row)


def _card(row: Recognition) -> RecognitionCard:
    return RecognitionCard(
        row.id,
        row.ref,
        row.demand_region,
        row.supply_region,
        RecognitionState(row.state),
        frozenset(ServiceKind(kind) for kind in row.kinds),
        frozenset(VoucherMode(mode) for mode in row.modes),
        row.from_on,
        row.until_on,
        row.withdrawn_on,
    )
