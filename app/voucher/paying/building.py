"""Building a batch: the payable claims of one paying region, and nothing paid twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import constraint_error, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.voucher.claiming.acting import refuse_own
from app.voucher.claiming.deadlines import mature
from app.voucher.domain.claims import ClaimState
from app.voucher.domain.payouts import PayoutLineState, PayoutState
from app.voucher.models import Payout, PayoutLine
from app.voucher.queries.cases import open_cases, owed_back
from app.voucher.queries.claims import lock_claim, lock_claims, seen_ids
from app.voucher.queries.payouts import live_payouts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.errors import DomainError
    from app.voucher.domain.claim_cards import ClaimCard

SUBJECT = "payout"
MOST_CLAIMS = 500

constraint_error(
    "payout_line_one_live",
    lambda: Conflict("already_in_payout", N_("One of these claims is in another batch already.")),
    sqlite_columns="payout_line.claim_id",
)
constraint_error(
    "payout_line_fits_claim",
    lambda: Conflict("not_payable", N_("One of these claims is not payable, or not as it was approved.")),
)


def build_payout(claim_ids: Sequence[int], *, by: Actor, now: datetime) -> int:
    """Build a batch over claims whose public notice is over; return its id.

    Raises:
        NotFound: none of them is for the officer's region to pay.
        Conflict: `already_in_payout` or `not_payable`, when that is all that is wrong.
        Invalid: every problem of every claim.
        Forbidden: `own_claim`, when the officer belongs to a payee.
    """
    claims = _matured(seen_ids(claim_ids, by), now)
    problems = [*_list_problems(claim_ids), *_claim_problems(claim_ids, claims)]
    if problems:
        raise _refusal(problems)
    refuse_own([claim.payee.id for claim in claims.values()], by)
    first = next(iter(claims.values()))
    ref = new_reference("T")
    payout_id: int = execute_checked(
        insert(Payout)
        .values(
            ref=ref,
            payer_region=first.payer_region,
            state=PayoutState.BUILT,
            currency=first.currency,
            built_by=by.person_id,
            built_at=now,
        )
        .returning(Payout.id)
    ).scalar_one()
    for claim_id in claim_ids:
        _insert_line(payout_id, claims[claim_id])
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="build",
        at=now,
        actor=event_actor(by),
        to_state=PayoutState.BUILT,
        data={"claims": [claims[claim_id].ref for claim_id in claim_ids]},
    )
    return payout_id


def _matured(claim_ids: set[int], now: datetime) -> dict[int, ClaimCard]:
    """Return claims, locked; one whose notice ended a moment ago need not wait for the scheduler."""
    claims = lock_claims(claim_ids)
    for claim in claims.values():
        if claim.state is ClaimState.NOTICED:
            mature(claim.id, now)
            claims[claim.id] = lock_claim(claim.id)
    return claims


def _insert_line(payout_id: int, claim: ClaimCard) -> None:
    approved = claim.approved
    execute_checked(
        insert(PayoutLine).values(
            payout_id=payout_id,
            claim_id=claim.id,
            payee_id=claim.payee.id,
            amount_minor=approved.minor if approved else 0,
            state=PayoutLineState.OPEN,
        )
    )


def _list_problems(claim_ids: Sequence[int]) -> Iterator[Problem]:
    if not claim_ids:
        yield Problem("invalid", N_("Name at least one payable claim."), field="claims")
    if len(claim_ids) > MOST_CLAIMS:
        yield Problem(
            "too_many_lines",
            N_("A batch may have at most %(most)s claims."),
            field="claims",
            fix=N_("Make several batches."),
            values={"most": MOST_CLAIMS},
        )
    if len(set(claim_ids)) < len(claim_ids):
        yield Problem("named_twice", N_("A claim may be named once."), field="claims")


def _claim_problems(claim_ids: Sequence[int], claims: dict[int, ClaimCard]) -> Iterator[Problem]:
    taken, cases, owed = live_payouts(claims), open_cases(claims), owed_back(claims)
    first = next(iter(claims.values()), None)
    for at, claim_id in enumerate(claim_ids):
        field, claim = f"claims[{at}]", claims.get(claim_id)
        if claim is None or first is None:
            yield Problem("not_found", N_("There is no such claim."), field=field)
            continue
        if claim_id in taken:
            yield Problem(
                "already_in_payout",
                N_("The claim %(ref)s is in the batch %(payout)s already."),
                field=field,
                values={"ref": claim.ref, "payout": taken[claim_id]},
            )
        elif claim_id in cases:
            yield Problem(
                "under_case",
                N_("The claim %(ref)s is looked into in the case %(case)s."),
                field=field,
                fix=N_("Decide the case first."),
                values={"ref": claim.ref, "case": cases[claim_id]},
            )
        elif claim.state is not ClaimState.PAYABLE:
            yield _not_payable(claim, field)
        elif claim_id in owed:
            yield Problem(
                "owed_back",
                N_("A case found the claim %(ref)s wrong and asks money of it back."),
                field=field,
                fix=N_("Open another case and uphold it, which strikes the claim."),
                values={"ref": claim.ref},
            )
        if (claim.payer_region, claim.currency) != (first.payer_region, first.currency):
            yield Problem(
                "different_payers",
                N_("The claim %(ref)s is for another region to pay than the first."),
                field=field,
                fix=N_("Make one batch for each paying region."),
                values={"ref": claim.ref},
            )


def _not_payable(claim: ClaimCard, field: str) -> Problem:
    if claim.state is ClaimState.NOTICED:
        return Problem(
            "notice_not_over",
            N_("The claim %(ref)s is on public notice until %(until)s."),
            field=field,
            fix=N_("Build the batch after that."),
            values={"ref": claim.ref, "until": claim.noticed_until, "zone": "Asia/Shanghai"},
        )
    return Problem(
        "not_payable",
        N_("The claim %(ref)s is %(state)s."),
        field=field,
        fix=N_("Only a claim that was approved and noticed can be paid."),
        values={"ref": claim.ref, "state": claim.state},
    )


def _refusal(problems: Sequence[Problem]) -> DomainError:
    codes = {problem.code for problem in problems}
    if codes == {"not_found"}:
        return NotFound.of(problems)
    if codes <= {"already_in_payout", "not_payable", "notice_not_over", "under_case", "owed_back"}:
        return Conflict.of(problems)
    return Invalid.of(problems)
