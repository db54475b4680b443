"""How far a newcomer has come with what accounts knows.

Conditions, not answers: whoever asks more of a newcomer asks it all in one statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from app.accounts.domain.verification import Verification
from app.accounts.models import Enterprise, Membership, Organisation, SmeRegistration

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def has_registration(organisation_id: int, year: int) -> ColumnElement[bool]:
    """Tell whether an enterprise declared its registration of a year."""
    return exists().where(SmeRegistration.organisation_id == organisation_id, SmeRegistration.year == year)


def is_verified(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether an enterprise's record is verified."""
    return exists().where(Enterprise.id == organisation_id, Enterprise.state == Verification.VERIFIED)


def has_colleagues(organisation_id: int) -> ColumnElement[bool]:
    """Tell whether more than one person belongs to an organisation."""
    people = select(func.count(Membership.person_id.distinct()))
    return people.where(Membership.organisation_id == organisation_id).scalar_subquery() > 1


def has_verified_enterprise(region_code: str) -> ColumnElement[bool]:
    """Tell whether the region verified the record of an enterprise."""
    return exists().where(
        Organisation.id == Enterprise.id,
        Organisation.region_code == region_code,
        Enterprise.state == Verification.VERIFIED,
    )
