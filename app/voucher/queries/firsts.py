"""Whether an enterprise ever applied, and how far a region is with programmes: conditions, not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists

from app.voucher.domain.states import ProgrammeState
from app.voucher.models import GrantApplication, Programme, Voucher

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def has_applied(enterprise_id: int) -> ColumnElement[bool]:
    """Tell whether an enterprise ever applied for a voucher, or has one."""
    applied = exists().where(GrantApplication.enterprise_id == enterprise_id)
    return applied | exists().where(Voucher.enterprise_id == enterprise_id)


def has_programme(region_code: str) -> ColumnElement[bool]:
    """Tell whether a region ever drafted a programme."""
    return exists().where(Programme.region_code == region_code)


def has_opened(region_code: str) -> ColumnElement[bool]:
    """Tell whether a region ever opened a programme."""
    return exists().where(Programme.region_code == region_code, Programme.state != ProgrammeState.DRAFT)
