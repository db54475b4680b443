"""Reopening a reconciled programme: money that moves later makes its final figures untrue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db, swap
from app.infra.events import record
from app.kernel.machines import after
from app.voucher.domain.states import REOPENING, ProgrammeAction, ProgrammeState
from app.voucher.models import Programme

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.infra.events import EventActor
    from app.voucher.domain.claim_cards import ClaimCard


def reopen_for(claims: Iterable[ClaimCard], reason: str, *, by: EventActor, now: datetime) -> None:
    """Close no accounts before what now happens to these claims is over: a reconciled programme is closed
    only, and has to be reconciled again. Locks the programmes, so that none is reconciled meanwhile.
    """
    refs = {claim.programme_id: claim.ref for claim in claims}
    rows = db.session.execute(
        select(Programme.id, Programme.ref, Programme.state)
        .where(Programme.id.in_(refs))
        .order_by(Programme.id)
        .with_for_update()
    ).all()
    for row in rows:
        if row.state != ProgrammeState.RECONCILED:
            continue
        to_state = after(REOPENING, ProgrammeState.RECONCILED, ProgrammeAction.REOPEN)
        swap(Programme, row.id, from_state=row.state, to_state=to_state)
        record(
            subject_kind="programme",
            subject_ref=row.ref,
            action=ProgrammeAction.REOPEN,
            at=now,
            actor=by,
            from_state=row.state,
            to_state=to_state,
            reason=reason,
            data={"claim": refs[row.id]},
        )
