"""Noting what came back for an upheld case: it returns to the budget it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.accounts.access import event_actor
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher import ledger
from app.voucher.cases.opening import SUBJECT
from app.voucher.claiming.acting import account_of, refuse_own
from app.voucher.domain.claims import ClaimState, approved_by_line
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Occasion, Place
from app.voucher.models import Bucket, Receipt, ReviewCase
from app.voucher.queries.cases import get_case, lock_case
from app.voucher.queries.claims import lock_claim
from app.voucher.reopening import reopen_for

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.claim_cards import ClaimCard

constraint_error(
    "uq_receipt_bank_reference",
    lambda: Conflict(
        "bank_reference_used", N_("This bank reference names another receipt."), field="bank_reference"
    ),
    sqlite_columns="receipt.bank_reference",
)


def note_receipt(case_id: int, amount: Money, bank_reference: str, *, by: Actor, now: datetime) -> None:
    """Note money that came back: it returns to the budget it came from.

    Raises Invalid: more than is owed, no reference; Forbidden `own_claim`; Conflict `bank_reference_used`, or
    `illegal_transition` when the bank sent the payment itself back.
    """
    case = lock_case(get_case(case_id, by).id)
    refuse_own([case.payee_id], by)
    claim = lock_claim(case.claim_id)
    if case.owed.is_positive and claim.state is not ClaimState.PAID:
        raise Conflict(
            "illegal_transition",
            N_("The bank sent the payment of %(ref)s back, so its payee has nothing to give back."),
            fix=N_("Note what comes back once the claim is paid again."),
            ref=claim.ref,
        )
    problems = []
    if not amount.is_positive or amount > case.still_owed:
        problems.append(
            Problem(
                "more_than_owed",
                N_("%(owed)s is still owed."),
                field="amount",
                fix=N_("Note at most that."),
                values={"owed": case.still_owed},
            )
        )
    if not bank_reference.strip():
        problems.append(
            Problem("bank_reference_needed", N_("Give the bank's reference."), field="bank_reference")
        )
    if problems:
        raise Invalid.of(problems)
    reopen_for([claim], f"{case.ref} {bank_reference.strip()}", by=event_actor(by), now=now)
    execute_checked(
        insert(Receipt).values(
            case_id=case.id,
            amount_minor=amount.minor,
            bank_reference=bank_reference.strip(),
            received_at=now,
            noted_by=by.person_id,
        )
    )
    execute_checked(
        update(ReviewCase)
        .where(ReviewCase.id == case.id)
        .values(received_minor=ReviewCase.received_minor + amount.minor)
    )
    _claw_back(claim, amount, Occasion(case.ref, now, event_actor(by)))
    data = {"amount_minor": amount.minor, "bank_reference": bank_reference.strip()}
    record(
        subject_kind=SUBJECT, subject_ref=case.ref, action="receive", at=now, actor=event_actor(by), data=data
    )


def _claw_back(claim: ClaimCard, amount: Money, occasion: Occasion) -> None:
    """Move what came back from what was paid to the budgets, by what still stands on each line."""
    buckets = {
        row.owner_ref: row
        for row in db.session.execute(
            select(Bucket.id, Bucket.owner_ref, Bucket.balance_minor).where(
                Bucket.kind == BucketKind.PAID,
                Bucket.owner_ref.in_([str(line.id) for line in claim.lines]),
            )
        )
    }
    lines = [line for line in claim.lines if str(line.id) in buckets]
    standing = [Money(buckets[str(line.id)].balance_minor, claim.currency) for line in lines]
    for line, part in zip(lines, approved_by_line(amount, standing), strict=True):
        if part.is_positive:
            capture = line.capture
            ledger.post(
                Reason.CLAWBACK,
                part,
                debit=Place(buckets[str(line.id)].id, BucketKind.PAID),
                credit=ledger.budget_of(capture.programme_id, capture.tier),
                account=account_of(capture),
                occasion=occasion,
            )
