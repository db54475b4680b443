"""The log of past use that labs brought with them, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.booking.models import MoveIn, PastUse
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PastUseOf:
    """An instrument's past use: how often, how long together, and from when until when."""

    instrument_id: int
    times: int
    minutes: int
    first_at: datetime
    last_at: datetime


def past_use_of_organisation(organisation_id: int) -> list[PastUseOf]:
    """Return the past use that an organisation's files brought, the most used instrument first."""
    minutes = func.sum(PastUse.minutes)
    query = (
        select(
            PastUse.instrument_id,
            func.count().label("times"),
            minutes.label("minutes"),
            func.min(PastUse.starts_at).label("first_at"),
            func.max(PastUse.ends_at).label("last_at"),
        )
        .join(MoveIn, MoveIn.id == PastUse.move_in_id)
        .where(MoveIn.organisation_id == organisation_id)
        .group_by(PastUse.instrument_id)
        .order_by(minutes.desc(), PastUse.instrument_id)
    )
    return [PastUseOf(*row) for row in db.session.execute(query)]
