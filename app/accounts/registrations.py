"""An enterprise's registration as a technology SME: declared with a document, verified by its region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from app.accounts import queries
from app.accounts.access import event_actor
from app.accounts.domain.days import register_day
from app.accounts.domain.enterprises import DocumentKind
from app.accounts.domain.verification import VERIFICATION, Verification, VerificationAction
from app.accounts.enterprise_documents import hand_in
from app.accounts.enterprises import of_own_region, own_enterprise, require_reason
from app.accounts.models import SmeRegistration
from app.accounts.notices import Notice, tell_managers
from app.infra.db import constraint_error, execute_checked, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.machines import after
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.accounts.domain.enterprises import RegistrationCard
    from app.infra.documents import Upload

SUBJECT = "sme_registration"
FIRST_YEAR = 2017  # in which registration of technology SMEs began
_NUMBER = re.compile(r"[0-9A-Z-]{6,40}", re.ASCII)
_NOTICES = {
    VerificationAction.VERIFY: Notice.REGISTRATION_VERIFIED,
    VerificationAction.REFUSE: Notice.REGISTRATION_REFUSED,
}

constraint_error(
    "uq_sme_registration_organisation_id_year",
    lambda: Conflict(
        "already_registered", N_("The registration for this year was declared before."), field="year"
    ),
    sqlite_columns="sme_registration.organisation_id, sme_registration.year",
)
constraint_error(
    "sme_number_verified_once",
    lambda: Conflict(
        "registration_number_taken",
        N_("Another enterprise is verified with this registration number."),
        field="number",
        fix=N_("Compare the number with the document."),
    ),
    sqlite_columns="sme_registration.number",
)


@dataclass(frozen=True, slots=True)
class RegistrationTerms:
    """What a certificate of registration says; `registered_on` is the day it was issued."""

    year: int
    number: str
    registered_on: date

    @property
    def kept_number(self) -> str:
        """Return the number as it is kept: capitals, no spaces."""
        return "".join(self.number.split()).upper()


def declare_registration(
    *, terms: RegistrationTerms, upload: Upload, by: Actor, now: datetime
) -> RegistrationCard:
    """Declare the own enterprise's registration for a year with its certificate, or correct a refused one.

    Raises Invalid with every problem of the terms and the file, Conflict `illegal_transition` where the year
    is verified already.
    """
    enterprise = own_enterprise(by)
    problems = _problems(terms, register_day(now))
    try:
        document = hand_in(
            enterprise.id, upload, kind=DocumentKind.SME_REGISTRATION, year=terms.year, by=by, now=now
        )
    except Invalid as refusal:
        raise Invalid.of([*problems, *refusal.problems]) from refusal
    if problems:
        raise Invalid.of(problems)
    known = queries.find_registration(enterprise.id, terms.year)
    values = _values(terms, now) | {"document_id": document.id}
    if known is None:
        _insert(enterprise.id, terms.year, Verification.DECLARED, values)
    else:
        to_state = after(VERIFICATION, known.state, VerificationAction.DECLARE)
        swap(SmeRegistration, known.id, from_state=known.state, to_state=to_state, **values)
    return _noted(enterprise.id, terms.year, VerificationAction.DECLARE, event_actor(by), now)


def decide_registration(
    *,
    enterprise_id: int,
    year: int,
    action: VerificationAction,
    reason: str | None,
    by: Actor,
    now: datetime,
) -> RegistrationCard:
    """Verify a registration or refuse it, as officer of the enterprise's region.

    Raises NotFound, Forbidden, Invalid `reason_needed` for a refusal without one, Conflict
    `illegal_transition` or `registration_number_taken`.
    """
    enterprise = of_own_region(enterprise_id, by)
    known = _get(enterprise_id, year)
    if action is VerificationAction.REFUSE:
        require_reason(reason)
    to_state = after(VERIFICATION, known.state, action)
    swap(SmeRegistration, known.id, from_state=known.state, to_state=to_state)
    tell_managers(enterprise.organisation, _NOTICES[action], now, year=year, reason=reason)
    return _noted(enterprise_id, year, action, event_actor(by), now, reason)


def register(
    *, enterprise_id: int, terms: RegistrationTerms, by: EventActor, now: datetime
) -> RegistrationCard:
    """Enter a verified registration at once, for commands and the demo; one already there is replaced."""
    if not _NUMBER.fullmatch(terms.kept_number):
        raise Invalid.of([_wrong_number()])
    known = queries.find_registration(enterprise_id, terms.year)
    if known is None:
        _insert(enterprise_id, terms.year, Verification.VERIFIED, _values(terms, now))
    else:
        execute_checked(
            update(SmeRegistration)
            .where(SmeRegistration.id == known.id)
            .values(state=str(Verification.VERIFIED), **_values(terms, now))
        )
    return _noted(enterprise_id, terms.year, VerificationAction.VERIFY, by, now)


def registration_ref(enterprise_id: int, year: int) -> str:
    """Return what events call the registration of an enterprise for a year."""
    return f"{enterprise_id}:{year}"


def _get(enterprise_id: int, year: int) -> RegistrationCard:
    found = queries.find_registration(enterprise_id, year)
    if found is None:
        raise NotFound("not_found", N_("There is no such registration."))
    return found


def _insert(enterprise_id: int, year: int, state: Verification, values: dict[str, object]) -> None:
    execute_checked(
        insert(SmeRegistration).values(organisation_id=enterprise_id, year=year, state=str(state), **values)
    )


def _values(terms: RegistrationTerms, now: datetime) -> dict[str, object]:
    return {"number": terms.kept_number, "registered_on": terms.registered_on, "declared_at": now}


def _noted(
    enterprise_id: int,
    year: int,
    action: VerificationAction,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
) -> RegistrationCard:
    """Note what was done to a registration, and return it as it is now."""
    card = _get(enterprise_id, year)
    record(
        subject_kind=SUBJECT,
        subject_ref=registration_ref(enterprise_id, year),
        action=action,
        at=now,
        actor=by,
        to_state=card.state,
        reason=reason,
        data={"number": card.number, "registered_on": card.registered_on.isoformat()},
    )
    return card


def _problems(terms: RegistrationTerms, today: date) -> list[Problem]:
    problems = []
    if not FIRST_YEAR <= terms.year <= today.year + 1:
        message = N_("A registration is for a year from %(first)s to %(last)s.")
        problems.append(
            Problem(
                "year_out_of_range",
                message,
                "year",
                values={"first": FIRST_YEAR, "last": today.year + 1},
            )
        )
    if not _NUMBER.fullmatch(terms.kept_number):
        problems.append(_wrong_number())
    if terms.registered_on > today or terms.registered_on.year not in (terms.year - 1, terms.year):
        problems.append(
            Problem(
                "registration_day_wrong",
                N_("The day of registration does not fit the year."),
                "registered_on",
                N_("It is a past day of the year itself or the year before."),
            )
        )
    return problems


def _wrong_number() -> Problem:
    return Problem(
        "registration_number_wrong",
        N_("This is not a registration number."),
        "number",
        N_("It has 6 to 40 letters and digits, as the certificate shows it."),
    )
