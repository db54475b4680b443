"""Creating a programme with its budget and first policy, and moving it through its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import db, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Forbidden
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.appropriating import fund
from app.voucher.domain.states import PROGRAMME, ProgrammeAction, ProgrammeState
from app.voucher.ledger import Occasion
from app.voucher.models import PolicyVersion, Programme
from app.voucher.queries.programmes import get_programme
from app.voucher.reconciling import closed_accounts

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cards import ProgrammeCard
    from app.voucher.domain.programmes import ProgrammeDraft


def create_programme(draft: ProgrammeDraft, *, by: Actor, now: datetime) -> int:
    """Create a draft programme of the officer's own region, its budget appropriated; return its id.

    Raises Forbidden for another region's.
    """
    if by.organisation is None or by.organisation.region_code != draft.region_code:
        raise Forbidden(
            "forbidden",
            N_("You run the programmes of your own region only."),
            field="region",
            fix=N_("Leave the region to its own officers."),
        )
    return found_programme(draft, by=event_actor(by), now=now)


def found_programme(draft: ProgrammeDraft, *, by: EventActor, now: datetime) -> int:
    """Create a draft programme, for commands, which act for every region; return its id."""
    ref = new_reference("P")
    programme_id: int = db.session.execute(
        insert(Programme)
        .values(
            ref=ref,
            name=draft.name,
            year=draft.year,
            region_code=draft.region_code,
            state=ProgrammeState.DRAFT,
            created_at=now,
        )
        .returning(Programme.id)
    ).scalar_one()
    db.session.execute(
        insert(PolicyVersion).values(
            programme_id=programme_id, version=1, terms=draft.policy.to_dict(), created_at=now
        )
    )
    occasion = Occasion(ref, now, by)
    for line in draft.budget:
        fund(programme_id, draft.region_code, line, occasion)
    record(
        subject_kind="programme",
        subject_ref=ref,
        action="create",
        at=now,
        actor=by,
        to_state=ProgrammeState.DRAFT,
        data={"policy_version": 1},
    )
    return programme_id


def act_on_programme(
    programme_id: int, action: ProgrammeAction, *, reason: str | None = None, by: Actor, now: datetime
) -> ProgrammeCard:
    """Open, pause, close or reconcile a programme of the officer's region.

    Raises:
        NotFound: another region's.
        Conflict: `illegal_transition` where the state does not allow it.
        Invalid: everything that still moves in a programme to be reconciled.
    """
    move_programme(get_programme(programme_id, by), action, reason=reason, by=event_actor(by), now=now)
    return get_programme(programme_id, by)


def move_programme(
    programme: ProgrammeCard,
    action: ProgrammeAction,
    *,
    reason: str | None = None,
    by: EventActor,
    now: datetime,
) -> None:
    """Change a programme's state by its table, with an event row. Raises as `act_on_programme`."""
    to_state = after(PROGRAMME, programme.state, action)
    accounts = closed_accounts(programme.id) if action is ProgrammeAction.RECONCILE else None
    swap(Programme, programme.id, from_state=programme.state, to_state=to_state)
    record(
        subject_kind="programme",
        subject_ref=programme.ref,
        action=action,
        at=now,
        actor=by,
        from_state=programme.state,
        to_state=to_state,
        reason=reason,
        data={"policy_version": programme.policy_version} | (accounts or {}),
    )
