"""What the paying region's officer does with a claim: complete, return, review, notice, reject.

None of these moves money but a rejection: an approved amount becomes payable when the public notice is over.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from app.accounts.access import event_actor
from app.infra.db import constraint_error, execute_checked
from app.kernel.errors import Invalid, Problem
from app.kernel.machines import after
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.claiming.acting import (
    change,
    give_to_budget,
    let_lines_go,
    locked,
    refuse_own,
    resolve_capture,
)
from app.voucher.claiming.bearing import let_enterprise_bear
from app.voucher.claiming.notices import ClaimNotice, News, tell_claimant
from app.voucher.claiming.policies import bearer_of_refusal, evidence_problems, notice_days
from app.voucher.domain.claims import CLAIM, ClaimAction, approved_by_line
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import Reason
from app.voucher.ledger import Occasion
from app.voucher.models import ClaimLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.claim_cards import ClaimCard

constraint_error(
    "approved_within_captured",
    lambda: Invalid(
        "approved_too_much", N_("No more may be approved than was captured."), field="approved_amount"
    ),
)


def complete(claim_id: int, *, by: Actor, now: datetime) -> None:
    """Find the claim's evidence complete. Raises Invalid with every piece that is missing."""
    claim = _for_officer(claim_id, ClaimAction.COMPLETE, by)
    problems = evidence_problems(claim)
    if problems:
        raise Invalid.of(problems)
    change(claim, ClaimAction.COMPLETE, at=now, by=event_actor(by))


def send_back(claim_id: int, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Return the claim to the claimant, who may mend it until the last day to claim.

    Raises Invalid: no reason, or `redeem_by_passed`, when mending would come too late anyway.
    """
    claim = _for_officer(claim_id, ClaimAction.RETURN, by)
    problems = _reason_problems(reason)
    if claim.redeem_by < voucher_day(now):
        problems.append(
            Problem(
                "redeem_by_passed",
                N_("The last day to claim was %(redeem_by)s, so it could not be handed in again."),
                fix=N_("Approve what is proved, or reject it."),
                values={"redeem_by": claim.redeem_by},
            )
        )
    if problems:
        raise Invalid.of(problems)
    change(claim, ClaimAction.RETURN, at=now, by=event_actor(by), reason=reason)
    tell_claimant(claim, News(ClaimNotice.RETURNED, reason), now)


def review(claim_id: int, approved: Money, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Decide how much of what was captured is approved; a second review replaces the first until the notice.

    Raises Invalid: `approved_too_much`, nothing approved (that is a rejection), less without a reason.
    """
    claim = _for_officer(claim_id, ClaimAction.REVIEW, by)
    problems = _amount_problems(claim, approved)
    if approved < claim.captured:
        problems += _reason_problems(reason)
    if problems:
        raise Invalid.of(problems)
    amounts = approved_by_line(approved, [line.capture.captured for line in claim.lines])
    _approve(claim, amounts)
    change(
        claim,
        ClaimAction.REVIEW,
        at=now,
        by=event_actor(by),
        reason=reason,
        data={"approved_minor": approved.minor, "captured_minor": claim.captured.minor},
        reviewed_at=now,
        reviewed_by=by.person_id,
        borne_by=bearer_of_refusal(claim) if approved < claim.captured else None,
    )


def notice(claim_id: int, *, by: Actor, now: datetime) -> None:
    """Put the decision on public notice for the policy's days; after them the claim becomes payable."""
    claim = _for_officer(claim_id, ClaimAction.NOTICE, by)
    until = now + timedelta(days=notice_days(claim))
    change(
        claim,
        ClaimAction.NOTICE,
        at=now,
        by=event_actor(by),
        data={"until": until.isoformat()},
        noticed_until=until,
    )


def reject(claim_id: int, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Reject the whole claim: its value goes back to the budget. Raises Invalid without a reason."""
    claim = _for_officer(claim_id, ClaimAction.REJECT, by)
    problems = _reason_problems(reason)
    if problems:
        raise Invalid.of(problems)
    borne_by = bearer_of_refusal(claim)
    change(claim, ClaimAction.REJECT, at=now, by=event_actor(by), reason=reason, borne_by=borne_by)
    _approve(claim, [Money.zero(claim.currency) for _ in claim.lines])
    let_lines_go(claim)
    for line in claim.lines:
        occasion = Occasion(claim.ref, now, event_actor(by))
        give_to_budget(line.capture, line.capture.captured, Reason.REFUSE, occasion)
        resolve_capture(line.capture)
    let_enterprise_bear(claim, borne_by, [line.capture.captured for line in claim.lines], now)
    tell_claimant(claim, News(ClaimNotice.REJECTED, reason, borne_by=borne_by), now)


def _for_officer(claim_id: int, action: ClaimAction, by: Actor) -> ClaimCard:
    claim = locked(claim_id, by)
    after(CLAIM, claim.state, action)
    refuse_own([claim.payee.id], by)
    return claim


def _approve(claim: ClaimCard, amounts: Sequence[Money]) -> None:
    for line, amount in zip(claim.lines, amounts, strict=True):
        execute_checked(update(ClaimLine).where(ClaimLine.id == line.id).values(approved_minor=amount.minor))


def _amount_problems(claim: ClaimCard, approved: Money) -> list[Problem]:
    field, captured = "approved_amount", claim.captured
    if approved.currency != captured.currency:
        return [
            Problem(
                "currency_mismatch",
                N_("The claim is in %(currency)s."),
                field=field,
                values={"currency": captured.currency},
            )
        ]
    if not approved.is_positive:
        fix = N_("Reject the claim instead.")
        return [Problem("invalid", N_("An approved amount must be positive."), field=field, fix=fix)]
    if approved > captured:
        return [
            Problem(
                "approved_too_much",
                N_("No more may be approved than was captured."),
                field=field,
                fix=N_("Approve at most %(captured)s."),
                values={"captured": captured},
            )
        ]
    return []


def _reason_problems(reason: str | None) -> list[Problem]:
    if reason and reason.strip():
        return []
    return [Problem("reason_needed", N_("Say why, so that the claimant can understand it."), field="reason")]
