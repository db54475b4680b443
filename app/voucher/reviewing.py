"""What the officers of district and city decide about an application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.access import event_actor
from app.kernel.errors import Forbidden, Invalid, Problem
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.applications import move
from app.voucher.domain.applicants import applicant_refusals, use_refusals
from app.voucher.domain.applications import (
    APPLICATION,
    TURN,
    ApplicationAction,
    ApplicationCard,
    ApplicationState,
)
from app.voucher.domain.granting import grant_refusal
from app.voucher.domain.reviewers import city_of, side_of
from app.voucher.issuing import Plan, Wish, issue_planned, plan_grant, plan_of
from app.voucher.notices import Notice, tell_applicant
from app.voucher.queries.applications import get_application, lock_application
from app.voucher.queries.programmes import get_programme_by_ref

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.money import Money
    from app.voucher.applicants import Standing


@dataclass(frozen=True, slots=True)
class Approval:
    """What is granted and why. `amount` None grants all that can be; `tier` None keeps the application's."""

    amount: Money | None = None
    reason: str | None = None
    tier: str | None = None


def approve(*, application_id: int, approval: Approval, by: Actor, now: datetime) -> ApplicationCard:
    """Grant the application wholly or partly, and issue its voucher in the same transaction.

    Where the policy lets the city review such an amount, the district's approval passes it on instead.

    Raises:
        NotFound: no such application of the officer's region.
        Conflict: `illegal_transition`; `budget_exceeded` when the budget being too small is all that fails.
        Forbidden: it is the other region's turn.
        Invalid: every rule that the grant breaks.
    """
    application = _taken_up(application_id, ApplicationAction.APPROVE, by)
    amount = application.asked if approval.amount is None else approval.amount
    wish = Wish(application.enterprise.id, amount, application.modes, approval.tier or application.tier)
    plan = plan_grant(application.programme_ref, wish, now)
    problems = [
        *_reviewer_problems(application, by),
        *_approval_problems(application, amount, approval.reason),
        *_objections(plan, now),
    ]
    if problems:
        raise grant_refusal(problems)
    if _needs_city(application, plan):
        _endorse(application, amount, approval.reason, by, now)
    else:
        _grant(application, plan, approval.reason, by, now)
    return get_application(application_id, by)


def send_back(*, application_id: int, reason: str | None, by: Actor, now: datetime) -> ApplicationCard:
    """Ask the enterprise to correct something. Raises as `approve`, Invalid `reason_needed` without one."""
    return _decide(application_id, ApplicationAction.SEND_BACK, Notice.SENT_BACK, reason, by, now)


def reject(*, application_id: int, reason: str | None, by: Actor, now: datetime) -> ApplicationCard:
    """Grant nothing. Raises as `approve`, Invalid `reason_needed` without one."""
    return _decide(application_id, ApplicationAction.REJECT, Notice.REJECTED, reason, by, now)


def objections(application: ApplicationCard, standing: Standing, by: Actor, now: datetime) -> list[Problem]:
    """Return what would speak against granting all that is asked, for the page that decides it."""
    wish = Wish(application.enterprise.id, application.asked, application.modes, application.tier)
    return [*_reviewer_problems(application, by), *_objections(plan_of(standing, wish), now)]


def _objections(plan: Plan, now: datetime) -> list[Problem]:
    policy, applicant = plan.programme.policy, plan.standing.applicant
    return [
        *applicant_refusals(policy, applicant),
        *use_refusals(policy, applicant),
        *plan.refusals(now),
    ]


def _decide(
    application_id: int,
    action: ApplicationAction,
    notice: Notice,
    reason: str | None,
    by: Actor,
    now: datetime,
) -> ApplicationCard:
    application = _taken_up(application_id, action, by)
    problems = [*_reviewer_problems(application, by), *_reason_problems(reason)]
    if problems:
        raise Invalid.of(problems)
    judged = {"policy_version": get_programme_by_ref(application.programme_ref).policy_version}
    move(application, action, event_actor(by), now, reason, judged)
    tell_applicant(application, notice, now, reason=reason)
    return get_application(application_id, by)


def _taken_up(application_id: int, action: ApplicationAction, by: Actor) -> ApplicationCard:
    """Return the application locked, its state allowing the action and it being the officer's turn."""
    application = lock_application(application_id, by)
    after(APPLICATION, application.state, action)
    if side_of(application, by) is not TURN.get(application.state):
        raise Forbidden(
            "forbidden",
            N_("This is %(state)s: the officers of another region decide now."),
            state=application.state,
        )
    return application


def _reviewer_problems(application: ApplicationCard, by: Actor) -> list[Problem]:
    problems = []
    if accounts.is_member(by.person_id, application.enterprise.id):
        problems.append(
            Problem(
                "own_application",
                N_("You belong to the enterprise that applies, so you may not decide about it."),
                fix=N_("Let another officer decide."),
            )
        )
    if application.state is ApplicationState.CITY_REVIEW and application.endorsed_by == by.person_id:
        problems.append(
            Problem(
                "same_reviewer",
                N_("You decided for the district, so somebody else decides for the city."),
                fix=N_("Let another officer decide."),
            )
        )
    return problems


def _approval_problems(application: ApplicationCard, amount: Money, reason: str | None) -> list[Problem]:
    if amount > application.asked:
        return [
            Problem(
                "more_than_asked",
                N_("At most %(most)s can be granted on this application."),
                field="amount",
                fix=N_("Grant %(most)s or less."),
                values={"most": application.asked},
            )
        ]
    return _reason_problems(reason) if amount < application.asked else []


def _reason_problems(reason: str | None) -> list[Problem]:
    if (reason or "").strip():
        return []
    return [Problem("reason_needed", N_("Say why: the enterprise is told."), field="reason")]


def _needs_city(application: ApplicationCard, plan: Plan) -> bool:
    above = plan.programme.policy.city_review_above
    return (
        application.state is ApplicationState.DISTRICT_REVIEW
        and above is not None
        and plan.grant.face > above
        and city_of(application.region_code) is not None
    )


def _endorse(
    application: ApplicationCard, amount: Money, reason: str | None, by: Actor, now: datetime
) -> None:
    move(
        application,
        ApplicationAction.ENDORSE,
        event_actor(by),
        now,
        reason,
        endorsed_minor=amount.minor,
        endorsed_by=by.person_id,
        city_region=city_of(application.region_code),
    )


def _grant(application: ApplicationCard, plan: Plan, reason: str | None, by: Actor, now: datetime) -> None:
    voucher = issue_planned(plan, by=event_actor(by), now=now)
    move(
        application,
        ApplicationAction.APPROVE,
        event_actor(by),
        now,
        reason,
        approved_minor=voucher.face.minor,
        voucher_id=voucher.id,
        decision={
            "applicant": plan.standing.applicant.to_dict(),
            "policy_version": plan.programme.policy_version,
            "already_minor": plan.grant.already.minor,
            "tier": plan.grant.tier,
        },
    )
    tell_applicant(application, Notice.APPROVED, now, reason=reason, voucher=voucher)
