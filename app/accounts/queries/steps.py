"""How far a newcomer has come with what accounts knows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.accounts.domain.verification import Verification
from app.accounts.models import Enterprise, Membership, Organisation, SmeRegistration
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class EnterpriseSteps:
    """Of an enterprise: its registration of a year declared, its record verified, a colleague there."""

    is_registered: bool
    is_verified: bool
    has_colleagues: bool


def enterprise_steps(organisation_id: int, year: int) -> EnterpriseSteps:
    """Return how far an enterprise is. One query."""
    people = (
        select(func.count(Membership.person_id.distinct()))
        .where(Membership.organisation_id == organisation_id)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            exists().where(SmeRegistration.organisation_id == organisation_id, SmeRegistration.year == year),
            exists().where(Enterprise.id == organisation_id, Enterprise.state == Verification.VERIFIED),
            people,
        )
    ).one()
    return EnterpriseSteps(bool(row[0]), bool(row[1]), row[2] > 1)


def has_verified_enterprise(region_code: str) -> bool:
    """Tell whether the region verified the record of an enterprise."""
    verified = (
        select(Enterprise.id)
        .join(Organisation, Organisation.id == Enterprise.id)
        .where(Organisation.region_code == region_code, Enterprise.state == Verification.VERIFIED)
    )
    return bool(db.session.scalar(select(verified.exists())))
