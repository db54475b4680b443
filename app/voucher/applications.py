"""What an enterprise does with its application: drafts it, hands in documents, submits, withdraws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, insert, update

from app.accounts.access import event_actor
from app.infra.db import db, swap
from app.infra.documents import DocumentCard, Upload, keep
from app.infra.events import SYSTEM, EventActor, record, record_first
from app.kernel.errors import Conflict, Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.applicants import Standing, standing_of
from app.voucher.domain.applicants import applicant_refusals
from app.voucher.domain.applications import (
    APPLICATION,
    EDITABLE,
    ApplicationAction,
    ApplicationCard,
    ApplicationState,
)
from app.voucher.domain.days import voucher_day
from app.voucher.domain.granting import programme_refusals
from app.voucher.models import GrantApplication, GrantDocument
from app.voucher.queries.applications import get_application, lock_application
from app.voucher.queries.programmes import get_programme, get_programme_by_ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode

SUBJECT = "grant_application"
LONGEST_PURPOSE = 2000


@dataclass(frozen=True, slots=True)
class ApplicationTerms:
    """What is asked for. `modes` and `tier` None leave the choice to the programme."""

    amount: Money
    purpose: str
    modes: frozenset[VoucherMode] | None = None
    tier: str | None = None


def draft_application(
    *, programme_id: int, terms: ApplicationTerms, by: Actor, now: datetime
) -> ApplicationCard:
    """Begin an application to a programme of the enterprise's region.

    Raises NotFound where there is no such programme, Invalid with every problem of the terms.
    """
    programme = get_programme(programme_id, by)
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the enterprise you act for."))
    _refuse_wrong(terms)
    ref = new_reference("G")
    application_id: int = db.session.execute(
        insert(GrantApplication)
        .values(
            ref=ref,
            programme_id=programme.id,
            enterprise_id=by.organisation.id,
            state=ApplicationState.DRAFT,
            created_at=now,
            since=now,
            **_values(terms),
        )
        .returning(GrantApplication.id)
    ).scalar_one()
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="draft",
        at=now,
        actor=event_actor(by),
        to_state=ApplicationState.DRAFT,
        data={"programme": programme.ref, "amount_minor": terms.amount.minor},
    )
    return get_application(application_id, by)


def rewrite_application(*, application_id: int, terms: ApplicationTerms, by: Actor) -> ApplicationCard:
    """Change a draft, or one that was sent back.

    Raises NotFound, Invalid with every problem of the terms, Conflict `illegal_transition` once it is
    submitted.
    """
    _refuse_wrong(terms)
    application = get_application(application_id, by)
    changed = db.session.execute(
        update(GrantApplication)
        .where(GrantApplication.id == application.id, GrantApplication.state.in_(EDITABLE))
        .values(**_values(terms))
    )
    if not isinstance(changed, CursorResult) or changed.rowcount != 1:
        raise _not_yours_to_change(application)
    return get_application(application_id, by)


def add_application_document(
    *, application_id: int, upload: Upload, by: Actor, now: datetime
) -> DocumentCard:
    """Hand in a document with a draft, or with one that was sent back. Raises as `rewrite_application`."""
    application = lock_application(application_id, by)
    if application.state not in EDITABLE:
        raise _not_yours_to_change(application)
    document = keep(upload, by=event_actor(by), now=now)
    db.session.execute(insert(GrantDocument).values(application_id=application.id, document_id=document.id))
    record(
        subject_kind=SUBJECT,
        subject_ref=application.ref,
        action="hand_in",
        at=now,
        actor=event_actor(by),
        data={"document": document.ref, "sha256": document.sha256},
    )
    return document


def submit(*, application_id: int, by: Actor, now: datetime) -> ApplicationCard:
    """Hand an application in: from now on its region reviews it.

    Raises NotFound, Conflict `illegal_transition`, Invalid with every reason why no amount could be granted.
    What depends on the amount is judged when it is decided, for less may be granted than was asked.
    """
    application = lock_application(application_id, by)
    after(APPLICATION, application.state, ApplicationAction.SUBMIT)
    programme = get_programme_by_ref(application.programme_ref)
    standing = standing_of(programme, application.enterprise.id, now)
    problems = submission_problems(application, standing, now)
    if problems:
        raise Invalid.of(problems)
    actor = event_actor(by)
    asked = {"amount_minor": application.amount.minor, "policy_version": programme.policy_version}
    move(
        application, ApplicationAction.SUBMIT, actor, now, None, asked, submitted_at=now, endorsed_minor=None
    )
    submitted = get_application(application_id, by)
    move(submitted, ApplicationAction.RECEIVE, SYSTEM, now)
    return get_application(application_id, by)


def submission_problems(application: ApplicationCard, standing: Standing, now: datetime) -> list[Problem]:
    """Return every reason why an application can not be submitted now."""
    programme, today = standing.programme, voucher_day(now)
    problems = [
        *programme_refusals(programme, modes=application.modes, tier=application.tier, today=today),
        *applicant_refusals(programme.policy, standing.applicant),
    ]
    if not application.purpose:
        message = N_("Say what the voucher is to be used for.")
        problems.append(Problem("purpose_missing", message, "purpose"))
    return problems


def withdraw(*, application_id: int, reason: str | None, by: Actor, now: datetime) -> ApplicationCard:
    """Take an application back before it is decided. Raises NotFound, Conflict `illegal_transition`."""
    application = lock_application(application_id, by)
    move(application, ApplicationAction.WITHDRAW, event_actor(by), now, reason)
    return get_application(application_id, by)


def move(
    application: ApplicationCard,
    action: ApplicationAction,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
    data: Mapping[str, object] | None = None,
    **values: object,
) -> None:
    """Change an application's state by its table, with an event row that has `data` and the amounts set.

    Raises Conflict `illegal_transition`.
    """
    to_state = after(APPLICATION, application.state, action)
    swap(
        GrantApplication, application.id, from_state=application.state, to_state=to_state, since=now, **values
    )
    record(
        subject_kind=SUBJECT,
        subject_ref=application.ref,
        action=action,
        at=now,
        actor=by,
        from_state=application.state,
        to_state=to_state,
        reason=reason,
        data={name: value for name, value in values.items() if name.endswith("_minor")} | dict(data or {})
        or None,
    )


def _values(terms: ApplicationTerms) -> dict[str, object]:
    return {
        "amount_minor": terms.amount.minor,
        "currency": terms.amount.currency,
        "purpose": terms.purpose.strip(),
        "modes": None if terms.modes is None else sorted(terms.modes),
        "tier": terms.tier,
    }


def _refuse_wrong(terms: ApplicationTerms) -> None:
    problems = []
    if not terms.amount.is_positive:
        problems.append(Problem("invalid", N_("A voucher needs a positive amount."), field="amount"))
    if len(terms.purpose.strip()) > LONGEST_PURPOSE:
        message = N_("This must not be longer than %(longest)s characters.")
        problems.append(Problem("invalid", message, "purpose", values={"longest": LONGEST_PURPOSE}))
    if problems:
        raise Invalid.of(problems)


def _not_yours_to_change(application: ApplicationCard) -> Conflict:
    return Conflict(
        "illegal_transition",
        N_("This is %(state)s, so it can not be changed."),
        fix=N_("Ask the reviewing officer to send it back, or withdraw it."),
        state=application.state,
    )
