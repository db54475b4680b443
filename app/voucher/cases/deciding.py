"""Deciding a case: dismissed, or upheld with what follows; and noting what came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import db, swap
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.cases.letting_go import let_go
from app.voucher.cases.opening import SUBJECT
from app.voucher.claiming.acting import refuse_own
from app.voucher.claiming.notices import ClaimNotice, News, tell_claimant
from app.voucher.claiming.striking import strike
from app.voucher.domain.cases import CASE, CaseAction
from app.voucher.domain.claims import ClaimState
from app.voucher.domain.days import voucher_day
from app.voucher.models import ReviewCase, Sanction
from app.voucher.queries.cases import get_case, lock_case, owed_by_cases
from app.voucher.queries.claims import lock_claim
from app.voucher.queries.payouts import live_payouts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cases import CaseCard
    from app.voucher.domain.claim_cards import ClaimCard


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a case is upheld; what is owed back of a paid claim (None: all that no other case asks for); barred
    until when, if at all.
    """

    reason: str
    owed: Money | None = None
    sanction_until: date | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """A sanction that a verdict brought, and its last day."""

    ref: str
    until_on: date


def dismiss(case_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """Find nothing wrong: the claim goes on where it stood."""
    case = _locked(case_id, CaseAction.DISMISS, by)
    _decide(case, CaseAction.DISMISS, reason, by, now)
    tell_claimant(lock_claim(case.claim_id), News(ClaimNotice.CASE_DISMISSED, reason, case=case.ref), now)


def uphold(case_id: int, verdict: Verdict, *, by: Actor, now: datetime) -> None:
    """Find it wrong: an unpaid claim is struck, a paid one is owed back; a sanction may follow.

    Raises Conflict `in_payout` while a batch holds the claim, Invalid with every problem of the verdict.
    """
    case = _locked(case_id, CaseAction.UPHOLD, by)
    claim = lock_claim(case.claim_id)
    paid = claim.state is ClaimState.PAID
    nothing = Money.zero(claim.currency)
    left = (claim.approved or nothing) - owed_by_cases(claim) if paid else nothing
    problems = [*_verdict_problems(left, verdict, voucher_day(now)), *_sanction_problems(case, verdict)]
    if problems:
        raise Invalid.of(problems)
    if not paid and live_payouts([claim.id]):
        raise Conflict(
            "in_payout",
            N_("The claim is in a payout batch that was not sent."),
            fix=N_("Give up the batch first."),
        )
    owed, until = verdict.owed or left, verdict.sanction_until
    sanction = None if until is None else Barred(_sanction(case, claim, until, now), until)
    _decide(case, CaseAction.UPHOLD, verdict.reason, by, now, sanction, owed_minor=owed.minor)
    news = News(ClaimNotice.CASE_UPHELD, verdict.reason, case.ref, owed, until=until)
    if not paid:
        borne_by = strike(claim, verdict.reason, by=event_actor(by), now=now)
        let_go(claim.id, verdict.reason, by=event_actor(by), now=now)
        news = replace(news, notice=ClaimNotice.STRUCK, borne_by=borne_by)
    tell_claimant(claim, news, now)


def _locked(case_id: int, action: CaseAction, by: Actor) -> CaseCard:
    case = lock_case(get_case(case_id, by).id)
    after(CASE, case.state, action)
    refuse_own([case.payee_id], by)
    return case


def _decide(
    case: CaseCard,
    action: CaseAction,
    reason: str,
    by: Actor,
    now: datetime,
    barred: Barred | None = None,
    **values: object,
) -> None:
    if not reason.strip():
        raise Invalid("reason_needed", N_("Say why: both sides are told."), field="reason")
    to_state = after(CASE, case.state, action)
    sanction = {"sanction": barred.ref, "until": barred.until_on.isoformat()} if barred else {}
    decision = {"decision": reason.strip(), "decided_by": by.person_id, "decided_at": now}
    swap(ReviewCase, case.id, from_state=case.state, to_state=to_state, **decision, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=case.ref,
        action=action,
        at=now,
        actor=event_actor(by),
        from_state=case.state,
        to_state=to_state,
        reason=reason.strip(),
        data={"claim": case.claim_ref, **values, **sanction},
    )


def _verdict_problems(left: Money, verdict: Verdict, today: date) -> list[Problem]:
    problems = []
    if not verdict.reason.strip():
        problems.append(Problem("reason_needed", N_("Say why: both sides are told."), field="reason"))
    if verdict.owed is not None and (verdict.owed > left or not verdict.owed.is_positive):
        problems.append(
            Problem(
                "more_than_paid",
                N_("No more can be owed back than was paid, less what other cases ask for: %(left)s."),
                field="clawback",
                values={"left": left},
            )
        )
    if verdict.sanction_until is not None and verdict.sanction_until < today:
        problems.append(
            Problem("invalid", N_("A sanction can not end before today."), field="sanction_until")
        )
    return problems


def _sanction_problems(case: CaseCard, verdict: Verdict) -> Iterator[Problem]:
    """A sanction bars from grants, and only enterprises are granted vouchers."""
    if verdict.sanction_until is not None and not case.may_bar:
        yield Problem(
            "not_granted_vouchers",
            N_("The payee is a provider: it is granted no vouchers that it could be barred from."),
            field="sanction_until",
            fix=N_("Leave it empty, and suspend its accreditation instead."),
        )


def _sanction(case: CaseCard, claim: ClaimCard, until_on: date, now: datetime) -> str:
    """Bar the payee from new grants of the region that issued the vouchers, whoever pays; return its name."""
    ref = new_reference("X")
    db.session.execute(
        insert(Sanction).values(
            ref=ref,
            case_id=case.id,
            organisation_id=case.payee_id,
            region_code=claim.lines[0].capture.issuer_region,
            from_on=voucher_day(now),
            until_on=until_on,
        )
    )
    return ref
