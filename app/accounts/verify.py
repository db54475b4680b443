"""Invariants of accounts, for `flask --app wsgi verify`."""

from sqlalchemy import select

from app.accounts.credit_codes import credit_code_problems
from app.accounts.domain.roles import ROLES_IN, OrganisationKind, Role
from app.accounts.models import Enterprise, Membership, Organisation
from app.infra.db import db
from app.infra.verify import Check


def _roles_out_of_place() -> list[str]:
    rows = db.session.execute(
        select(Membership.id, Membership.role, Organisation.kind)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .order_by(Membership.id)
    )
    return [
        f"membership {row.id}: a {row.kind} has no {row.role}"
        for row in rows
        if Role(row.role) not in ROLES_IN[OrganisationKind(row.kind)]
    ]


def _wrong_credit_codes() -> list[str]:
    rows = db.session.execute(select(Organisation.id, Organisation.kind, Organisation.credit_code))
    return [
        f"organisation {row.id}: {row.credit_code or 'no credit code'}"
        for row in rows
        if (
            row.kind != OrganisationKind.PROVIDER
            if row.credit_code is None
            else credit_code_problems(row.credit_code)
        )
    ]


def _without_record() -> list[str]:
    rows = db.session.execute(
        select(Organisation.id)
        .outerjoin(Enterprise, Enterprise.id == Organisation.id)
        .where((Organisation.kind == OrganisationKind.ENTERPRISE) != Enterprise.id.is_not(None))
    )
    return [f"organisation {row.id}: an enterprise has a record, and nobody else" for row in rows]


CHECKS: tuple[Check, ...] = (
    Check("A1", "each role fits the kind of its organisation", _roles_out_of_place),
    Check(
        "A2", "each organisation has a right credit code, but for unclaimed providers", _wrong_credit_codes
    ),
    Check("A3", "each enterprise has a record in the register", _without_record),
)
