"""Whether an enterprise has ever applied, and whether a region has a programme."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from app.infra.db import db
from app.voucher.domain.states import ProgrammeState
from app.voucher.models import GrantApplication, Programme, Voucher


@dataclass(frozen=True, slots=True)
class ProgrammeFirsts:
    """Of a region: a programme drafted, and one that was opened."""

    has_drafted: bool
    has_opened: bool


def has_applied(enterprise_id: int) -> bool:
    """Tell whether an enterprise ever applied for a voucher, or has one. One query."""
    applied = exists().where(GrantApplication.enterprise_id == enterprise_id)
    granted = exists().where(Voucher.enterprise_id == enterprise_id)
    return bool(db.session.scalar(select(applied | granted)))


def programme_firsts(region_code: str) -> ProgrammeFirsts:
    """Return how far a region is with its programmes. One query."""
    theirs = Programme.region_code == region_code
    drafted, opened = db.session.execute(
        select(exists().where(theirs), exists().where(theirs, Programme.state != ProgrammeState.DRAFT))
    ).one()
    return ProgrammeFirsts(bool(drafted), bool(opened))
