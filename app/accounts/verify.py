"""Invariants of accounts, for `flask --app wsgi verify`."""

from sqlalchemy import select

from app.accounts.credit_codes import credit_code_problems
from app.accounts.domain.roles import ROLES_IN, OrganisationKind, Role
from app.accounts.models import Enterprise, Membership, Organisation, Person
from app.accounts.overseeing import SUBJECT
from app.accounts.removing import FORGET
from app.infra.db import db
from app.infra.events import histories
from app.infra.events.pseudonyms import pseudonymised
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


def _pseudonyms() -> list[str]:
    """Return for whom the log bears more, fewer or other pseudonyms than their removal said."""
    forgotten = select(Person.id).where(Person.removed_at.is_not(None)).order_by(Person.id)
    removals = histories(SUBJECT, [str(person_id) for person_id in db.session.scalars(forgotten)])
    said = {int(each.subject_ref): each.data for each in removals if each.action == FORGET}
    stands = {each.actor_id: {"events": each.number, "digest": each.digest} for each in pseudonymised()}
    told = {person_id: data for person_id, data in said.items() if data["events"]}
    wrong = {who for who, seen in stands.items() if seen != told.get(who or 0)} | (
        told.keys() - stands.keys()
    )
    return [f"person {who}: the log's pseudonyms are not those of the removal" for who in wrong]


CHECKS: tuple[Check, ...] = (
    Check("A1", "each role fits the kind of its organisation", _roles_out_of_place),
    Check(
        "A2", "each organisation has a right credit code, but for unclaimed providers", _wrong_credit_codes
    ),
    Check("A3", "each enterprise has a record in the register", _without_record),
    Check("A4", "the log bears exactly the pseudonyms that removals put there", _pseudonyms),
)
