"""Objecting to a decision on public notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.infra.events import record
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.voucher.cases.opening import SUBJECT, open_about
from app.voucher.domain.cases import CaseKind
from app.voucher.queries.cases import open_cases
from app.voucher.queries.claims import lock_claim
from app.voucher.queries.notices import get_noticed

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.claim_cards import ClaimCard


def object_to(claim_ref: str, reason: str, *, by: Actor, now: datetime) -> ClaimCard:
    """Open a case on somebody's objection, or add the objection to the case that is open.

    Anybody signed in may: that is what the notice is for. Raises NotFound once it is over, Invalid without
    a reason.
    """
    claim = get_noticed(claim_ref, now)
    if not reason.strip():
        raise Invalid("reason_needed", N_("Say what has to be looked into."), field="reason")
    lock_claim(claim.id)
    case = open_cases([claim.id]).get(claim.id)
    if case is None:
        open_about(claim.id, CaseKind.OBJECTION, reason, by_id=by.person_id, by=event_actor(by), now=now)
    else:
        record(
            subject_kind=SUBJECT,
            subject_ref=case,
            action="object",
            at=now,
            actor=event_actor(by),
            reason=reason.strip(),
        )
    return claim
