"""People enter their own organisation into the pool: an enterprise, or a provider with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import attempts
from app.accounts.domain.lockout import TryKind
from app.accounts.domain.roles import MANAGER_IN, OrganisationKind
from app.accounts.membership import note
from app.accounts.organisations import add_member, create_organisation
from app.infra.events import EventActor
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain.institutions import code_of, name_key
from app.pool.providers import create_provider

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard


@dataclass(frozen=True, slots=True)
class Founding:
    """What is said of a new organisation; `city` is a provider's alone."""

    name_zh: str
    name_en: str
    credit_code: str
    region_code: str
    city: str = ""


def count_founding(*, by: Actor, now: datetime) -> None:
    """Count a try, in a transaction of its own: each tells whether a credit code is known.

    Raises TooManyRequests.
    """
    attempts.count(attempts.person_subject(TryKind.FOUND_PERSON, by.person_id), now=now)


def found_enterprise(*, founding: Founding, by: Actor, now: datetime) -> OrganisationCard:
    """Enter an enterprise, whose manager the actor becomes; its region has still to verify it.

    Raises Invalid with every wrong field, Conflict `credit_code_taken`.
    """
    return _found(OrganisationKind.ENTERPRISE, founding, by, now)


def found_provider(*, founding: Founding, by: Actor, now: datetime) -> OrganisationCard:
    """Enter a provider, whose manager the actor becomes; vouchers pay it once its region accredits it.

    Raises as `found_enterprise`.
    """
    organisation = _found(OrganisationKind.PROVIDER, founding, by, now)
    create_provider(
        organisation_id=organisation.id,
        # With the credit code: an import may have brought an institution of the same name.
        code=code_of(f"{name_key(organisation.name_en)} {organisation.credit_code}"),
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        region_code=organisation.region_code,
        country="China",
        city=founding.city.strip(),
        now=now,
    )
    return organisation


def _found(kind: OrganisationKind, founding: Founding, by: Actor, now: datetime) -> OrganisationCard:
    unknown = []
    if queries.find_region(founding.region_code) is None:
        unknown.append(Problem("invalid", N_("There is no such region."), field="region_code"))
    try:
        organisation = create_organisation(
            kind=kind,
            name_zh=founding.name_zh,
            name_en=founding.name_en,
            credit_code=founding.credit_code,
            region_code=founding.region_code,
            now=now,
        )
    except Invalid as refusal:
        raise Invalid.of([*refusal.problems, *unknown]) from refusal
    if unknown:
        raise Invalid.of(unknown)
    role = MANAGER_IN[kind]
    add_member(person_id=by.person_id, organisation_id=organisation.id, role=role, now=now)
    founder = EventActor(by.person_id, by.name, str(role))
    note(organisation.id, "found", founder, now, {"person": by.person_id}, [role])
    return organisation
