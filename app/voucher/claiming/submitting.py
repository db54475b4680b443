"""What the claimant does with a claim: submit it, or withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.kernel.errors import Invalid, Problem
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.claiming.acting import change, let_evidence_go, let_lines_go, locked
from app.voucher.claiming.policies import evidence_problems
from app.voucher.domain.claims import CLAIM, ClaimAction
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor


def submit(claim_id: int, *, by: Actor, now: datetime) -> None:
    """Hand the claim in. Raises Invalid with all evidence that is missing, and `redeem_by_passed`."""
    claim = locked(claim_id, by)
    after(CLAIM, claim.state, ClaimAction.SUBMIT)
    problems = evidence_problems(claim)
    if claim.redeem_by < voucher_day(now):
        problems.append(
            Problem(
                "redeem_by_passed",
                N_("The last day to claim was %(redeem_by)s."),
                values={"redeem_by": claim.redeem_by},
            )
        )
    if problems:
        raise Invalid.of(problems)
    change(claim, ClaimAction.SUBMIT, at=now, by=event_actor(by), submitted_at=now)


def withdraw(claim_id: int, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Take the claim back before it was found complete; its captures may be claimed anew."""
    claim = locked(claim_id, by)
    change(claim, ClaimAction.WITHDRAW, at=now, by=event_actor(by), reason=reason)
    let_lines_go(claim)
    let_evidence_go(claim)
