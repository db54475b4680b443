"""Organisations, and who does what in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from app.accounts.credit_codes import compact, credit_code_problems
from app.accounts.domain.actor import OrganisationCard
from app.accounts.domain.names import one_line
from app.accounts.domain.roles import ROLES_IN, OrganisationKind, Role
from app.accounts.domain.verification import Verification
from app.accounts.models import Enterprise, Membership, Organisation
from app.accounts.queries import get_organisation
from app.infra.db import constraint_error, db, execute_checked
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.text import N_

SUBJECT = "organisation"
LONGEST_NAME = 200

constraint_error(
    "uq_organisation_credit_code",
    lambda: Conflict(
        "credit_code_taken",
        N_("There is already an organisation with this unified social credit code."),
        field="credit_code",
        fix=N_("If it is yours, ask its manager for an invitation, or write to the operator of the pool."),
    ),
    sqlite_columns="organisation.credit_code",
)
constraint_error(
    "uq_membership_person_id_organisation_id_role",
    lambda: Conflict("already_member", N_("This person already has this role there."), field="role"),
    sqlite_columns="membership.person_id, membership.organisation_id, membership.role",
)


@dataclass(frozen=True, slots=True)
class UnclaimedProvider:
    """A provider known only from imported data; `region_code` is "" outside China."""

    name_zh: str
    name_en: str
    region_code: str


def create_organisation(
    *, kind: OrganisationKind, name_zh: str, name_en: str, credit_code: str, region_code: str, now: datetime
) -> OrganisationCard:
    """Return a new organisation; `region_code` is a GB/T 2260 code of six digits.

    Raises Invalid with every wrong field, Conflict `credit_code_taken`.
    """
    code, name_zh, name_en = compact(credit_code), one_line(name_zh), one_line(name_en)
    problems = [
        *_name_problems("name_zh", name_zh),
        *_name_problems("name_en", name_en),
        *credit_code_problems(code),
        *_region_problems(region_code),
    ]
    if problems:
        raise Invalid.of(problems)
    values = {"name_zh": name_zh, "name_en": name_en, "credit_code": code, "region_code": region_code}
    statement = insert(Organisation).values(kind=str(kind), created_at=now, **values)
    organisation_id = execute_checked(statement.returning(Organisation.id)).scalar_one()
    if kind is OrganisationKind.ENTERPRISE:
        db.session.execute(insert(Enterprise).values(id=organisation_id, state=str(Verification.DECLARED)))
    return OrganisationCard(organisation_id, kind, name_zh, name_en, code, region_code)


def create_unclaimed_providers(*, providers: Sequence[UnclaimedProvider], now: datetime) -> list[int]:
    """Return the ids of new providers without a credit code, in the order given; one statement."""
    rows = [
        {
            "kind": str(OrganisationKind.PROVIDER),
            "name_zh": provider.name_zh,
            "name_en": provider.name_en,
            "region_code": provider.region_code,
            "created_at": now,
        }
        for provider in providers
    ]
    if not rows:
        return []
    statement = insert(Organisation).returning(Organisation.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, rows))


def add_member(*, person_id: int, organisation_id: int, role: Role, now: datetime) -> None:
    """Give a person a role in an organisation.

    Raises NotFound for an unknown organisation, Invalid for a role its kind does not have, Conflict
    `already_member`.
    """
    kind = get_organisation(organisation_id).kind
    if role not in ROLES_IN[kind]:
        message = N_("An organisation of the kind “%(kind)s” has no “%(role)s”.")
        raise Invalid("role_not_in_kind", message, field="role", kind=kind, role=role)
    values = {"person_id": person_id, "organisation_id": organisation_id, "role": str(role)}
    execute_checked(insert(Membership).values(**values, created_at=now))


def _name_problems(field: str, name: str) -> list[Problem]:
    if 0 < len(name) <= LONGEST_NAME:
        return []
    message = N_("An organisation's name needs 1 to %(longest)s characters.")
    return [Problem("name_length", message, field, values={"longest": LONGEST_NAME})]


def _region_problems(code: str) -> list[Problem]:
    if len(code) == 6 and code.isascii() and code.isdigit():
        return []
    return [Problem("region_code_invalid", N_("A region code has six digits (GB/T 2260)."), "region_code")]
