"""What happens to a batch: approved by another person, sent, confirmed, sent back by the bank, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.accounts.access import event_actor
from app.infra.db import constraint_error, db, swap
from app.infra.events import record
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.claiming.acting import refuse_own
from app.voucher.claiming.notices import ClaimNotice, News, tell_claimant
from app.voucher.domain.payouts import PAYOUT, PayoutAction, PayoutLineState
from app.voucher.models import Payout, PayoutLine
from app.voucher.paying.building import SUBJECT
from app.voucher.paying.forgoing import forgo_owed
from app.voucher.paying.transfers import pay, take_back
from app.voucher.queries.cases import received_for
from app.voucher.queries.claims import lock_claims
from app.voucher.queries.payouts import bank_references_of_others, get_payout, lock_payout
from app.voucher.reopening import reopen_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.payout_cards import PayoutCard, PayoutLineCard

LONGEST_BANK_REFERENCE = 64


def _reference_used() -> Conflict:
    return Conflict(
        "bank_reference_used",
        N_("This bank reference names another batch, or a payment of one."),
        field="bank_reference",
        fix=N_("Give the reference the bank gave this payment."),
    )


def _same_person() -> Forbidden:
    return Forbidden(
        "same_person",
        N_("Who built a batch can not approve it."),
        fix=N_("Another officer of the region has to approve it."),
    )


constraint_error("uq_payout_bank_reference", _reference_used, sqlite_columns="payout.bank_reference")
constraint_error("pk_bank_reference", _reference_used, sqlite_columns="bank_reference.reference")
constraint_error("payout_approved_by_another", _same_person)


def approve(payout_id: int, *, by: Actor, now: datetime) -> None:
    """Approve a batch that another person built. Raises Forbidden `same_person` or `own_claim`."""
    payout = _locked(payout_id, PayoutAction.APPROVE, by)
    if payout.builder_id == by.person_id:
        raise _same_person()
    refuse_own([line.payee.id for line in payout.lines], by)
    _change(payout, PayoutAction.APPROVE, by, now, approved_by=by.person_id, approved_at=now)


def send(payout_id: int, bank_reference: str | None, *, by: Actor, now: datetime) -> None:
    """Mark an approved batch as sent: each payable amount is now paid to its payee.

    Raises Invalid without a bank reference, Conflict `bank_reference_used`.
    """
    payout = _locked(payout_id, PayoutAction.SEND, by)
    reference = _reference(bank_reference, payout)
    if bank_references_of_others(payout.id, [reference]):
        raise _reference_used()
    named = {"bank_reference": reference}
    _change(payout, PayoutAction.SEND, by, now, data=named, sent_at=now, bank_reference=reference)
    for claim in lock_claims([line.claim_id for line in payout.lines]).values():
        pay(claim, payout.ref, by=event_actor(by), now=now)
        tell_claimant(claim, News(ClaimNotice.PAID, amount=claim.approved, number=reference), now)
    _set_lines(payout.lines, PayoutLineState.PAID)


def confirm(payout_id: int, bank_reference: str | None, *, by: Actor, now: datetime) -> None:
    """Note that the bank carried out the whole batch; a reference given must be the one it was sent under."""
    payout = _locked(payout_id, PayoutAction.CONFIRM, by)
    if bank_reference is not None and bank_reference.strip() != payout.bank_reference:
        raise Conflict(
            "bank_reference_differs",
            N_("The batch was sent under %(reference)s."),
            field="bank_reference",
            fix=N_("Confirm it under that reference, or look which batch the bank means."),
            reference=payout.bank_reference,
        )
    _change(payout, PayoutAction.CONFIRM, by, now, confirmed_at=now)


def send_back(payout_id: int, returns: Mapping[int, str], *, by: Actor, now: datetime) -> None:
    """Note which payments the bank sent back: by the claim's id, why. Their claims are payable again.

    Raises NotFound for a claim not in the batch, Invalid for none, Conflict for one that came back before,
    from the bank or, for a case, from the payee.
    """
    payout = _locked(payout_id, PayoutAction.RETURN, by)
    lines = {line.claim_id: line for line in payout.lines}
    unknown = [claim_id for claim_id in returns if claim_id not in lines]
    if unknown:
        raise NotFound("not_found", N_("There is no such claim in this batch."), field="lines")
    if not returns:
        raise Invalid("invalid", N_("Name at least one payment that came back."), field="lines")
    back = [lines[claim_id] for claim_id in returns]
    if any(line.state is not PayoutLineState.PAID for line in back):
        raise Conflict("illegal_transition", N_("One of these payments came back before."), field="lines")
    claims = lock_claims(returns)
    _refuse_clawed_back(back)
    actor = event_actor(by)
    reopen_for(claims.values(), "; ".join(dict.fromkeys(returns.values())), by=actor, now=now)
    _change(payout, PayoutAction.RETURN, by, now, data={"claims": [line.claim_ref for line in back]})
    for line in back:
        claim, why = claims[line.claim_id], returns[line.claim_id]
        take_back(claim, payout.ref, by=actor, now=now)
        _set_lines([line], PayoutLineState.RETURNED, reason=why)
        forgo_owed(claim, why, by=actor, now=now)
        tell_claimant(claim, News(ClaimNotice.PAID_BACK, why), now)


def _refuse_clawed_back(lines: Sequence[PayoutLineCard]) -> None:
    """Refuse payments of which a part came back from the payee: they can not come back whole any more."""
    received = received_for([line.claim_id for line in lines])
    problems = [
        Problem(
            "clawed_back",
            N_("A part of the payment of %(ref)s came back for the case %(case)s before."),
            field="lines",
            fix=N_("Note what the bank sent back in the case."),
            values={"ref": line.claim_ref, "case": received[line.claim_id]},
        )
        for line in lines
        if line.claim_id in received
    ]
    if problems:
        raise Conflict.of(problems)


def cancel(payout_id: int, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Give up a batch that was not sent; its claims may go into another."""
    payout = _locked(payout_id, PayoutAction.CANCEL, by)
    _change(payout, PayoutAction.CANCEL, by, now, reason=reason)
    _set_lines(payout.lines, PayoutLineState.CANCELLED)


def _locked(payout_id: int, action: PayoutAction, by: Actor) -> PayoutCard:
    get_payout(payout_id, by)
    payout = lock_payout(payout_id)
    after(PAYOUT, payout.state, action)
    return payout


def _change(
    payout: PayoutCard,
    action: PayoutAction,
    by: Actor,
    now: datetime,
    *,
    reason: str | None = None,
    data: object = None,
    **values: object,
) -> None:
    to_state = after(PAYOUT, payout.state, action)
    swap(Payout, payout.id, from_state=payout.state, to_state=to_state, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=payout.ref,
        action=action,
        at=now,
        actor=event_actor(by),
        from_state=payout.state,
        to_state=to_state,
        reason=reason,
        data=data,
    )


def _set_lines(lines: Sequence[PayoutLineCard], state: PayoutLineState, **values: object) -> None:
    ids = [line.id for line in lines]
    db.session.execute(update(PayoutLine).where(PayoutLine.id.in_(ids)).values(state=state, **values))


def _reference(given: str | None, payout: PayoutCard) -> str:
    reference = (given or "").strip()
    if not 0 < len(reference) <= LONGEST_BANK_REFERENCE:
        raise Invalid.of(
            [
                Problem(
                    "bank_reference_needed",
                    N_("Give the bank's reference of the payment, with 1 to %(most)s characters."),
                    field="bank_reference",
                    values={"most": LONGEST_BANK_REFERENCE, "payout": payout.ref},
                )
            ]
        )
    return reference
