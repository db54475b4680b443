"""Reading what bars an organisation from new vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.voucher.domain.applicants import StandingSanction
from app.voucher.models import Sanction, SanctionLift

if TYPE_CHECKING:
    from datetime import date


def sanctions_against(organisation_id: int, region_code: str, on: date) -> tuple[StandingSanction, ...]:
    """Return the sanctions of a region that bar an organisation on a day: not lifted, the last day counts."""
    rows = db.session.execute(
        select(Sanction.ref, Sanction.until_on)
        .where(
            Sanction.organisation_id == organisation_id,
            Sanction.region_code == region_code,
            Sanction.from_on <= on,
            Sanction.until_on >= on,
            ~select(SanctionLift.id).where(SanctionLift.sanction_id == Sanction.id).exists(),
        )
        .order_by(Sanction.id)
    )
    return tuple(StandingSanction(row.ref, row.until_on) for row in rows)
