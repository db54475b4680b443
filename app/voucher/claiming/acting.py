"""What every act on a claim does: lock it, change its state by the table, write the event, move the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.accounts import queries as accounts
from app.infra.db import db, swap
from app.infra.events import record
from app.kernel.errors import Conflict, Forbidden
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher import ledger
from app.voucher.domain.claims import CLAIM, CaptureState, ClaimAction
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Bucket, Capture, Claim, ClaimLine, Evidence
from app.voucher.queries.cases import open_cases
from app.voucher.queries.claims import get_claim, lock_claim
from app.voucher.queries.programmes import policy_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.events import EventActor
    from app.kernel.money import Money
    from app.voucher.domain.claim_cards import CaptureCard, ClaimCard

SUBJECT = "claim"
# What an open case does not hold up: its own verdict, and money that the bank sends back.
CASE_DECIDES = frozenset({ClaimAction.STRIKE, ClaimAction.PAY_BACK})
# After these the claim itself says why it stands as it does; what is handed in again begins without a reason.
SAYS_WHY = frozenset({ClaimAction.RETURN, ClaimAction.REJECT, ClaimAction.STRIKE, ClaimAction.SUBMIT})


def locked(claim_id: int, actor: Actor) -> ClaimCard:
    """Return a claim the actor may know of, locked until the commit. Raises NotFound."""
    get_claim(claim_id, actor)
    return lock_claim(claim_id)


def refuse_own(payee_ids: Iterable[int], reviewer: Actor) -> None:
    """Refuse a reviewer who belongs to a payee: nobody decides on money for their own house (R2)."""
    houses = {each.id for each in accounts.organisations_of(reviewer.person_id)}
    if not houses.isdisjoint(payee_ids):
        raise Forbidden(
            "own_claim",
            N_("You belong to the organisation that would be paid."),
            fix=N_("Leave this claim to another officer."),
        )


def refuse_under_case(claim: ClaimCard) -> None:
    """Refuse every step of a claim about which a case is open."""
    found = open_cases([claim.id])
    if found:
        raise Conflict(
            "under_case",
            N_("The case %(case)s about this claim is open."),
            fix=N_("Decide the case first."),
            case=found[claim.id],
        )


def change(
    claim: ClaimCard,
    action: ClaimAction,
    *,
    at: datetime,
    by: EventActor,
    reason: str | None = None,
    data: Mapping[str, object] | None = None,
    **values: object,
) -> None:
    """Move a claim by its table, setting `values` with it.

    The event says by which versions of the policy the claim is judged, beside `data`. Raises Conflict
    `illegal_transition`, or `under_case`: a claim that is looked into stands still.
    """
    if action not in CASE_DECIDES:
        refuse_under_case(claim)
    to_state = after(CLAIM, claim.state, action)
    if action in SAYS_WHY:
        values["reason"] = reason
    swap(Claim, claim.id, from_state=claim.state, to_state=to_state, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=claim.ref,
        action=action,
        at=at,
        actor=by,
        from_state=claim.state,
        to_state=to_state,
        reason=reason,
        data={
            "policy_versions": policy_versions({line.capture.policy_id for line in claim.lines}),
            **(data or {}),
        },
    )


def let_lines_go(claim: ClaimCard) -> None:
    """End the claim's grip on its captures."""
    _end(ClaimLine, claim)


def let_evidence_go(claim: ClaimCard) -> None:
    """Let the claim's documents prove another claim. Those of a rejected one never may."""
    _end(Evidence, claim)


def _end(table: type[ClaimLine | Evidence], claim: ClaimCard) -> None:
    db.session.execute(update(table).where(table.claim_id == claim.id, table.live).values(live=False))


def resolve_capture(capture: CaptureCard) -> None:
    """Close a capture: its value left the claimable bucket for good."""
    swap(Capture, capture.id, from_state=CaptureState.OPEN, to_state=CaptureState.RESOLVED)


def account_of(capture: CaptureCard) -> Account:
    """Return whose money a capture is."""
    return Account(
        programme_id=capture.programme_id,
        voucher_id=capture.voucher_id,
        issuer_region=capture.issuer_region,
        host_region=capture.host_region,
        payer_region=capture.payer_region,
    )


def claimable_of(capture: CaptureCard) -> Place:
    """Return where a capture's value stands until it is decided."""
    found = db.session.scalars(
        select(Bucket.id).where(Bucket.kind == BucketKind.CLAIMABLE, Bucket.owner_ref == str(capture.hold_id))
    ).one()
    return Place(found, BucketKind.CLAIMABLE)


def give_to_budget(capture: CaptureCard, amount: Money, reason: Reason, occasion: Occasion) -> None:
    """Move claimable value back to the programme's budget."""
    ledger.post(
        reason,
        amount,
        debit=claimable_of(capture),
        credit=ledger.budget_of(capture.programme_id, capture.tier),
        account=account_of(capture),
        occasion=occasion,
    )
