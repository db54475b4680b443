"""Loading the divisions, and a region's way into and out of the pool."""

from datetime import date, datetime

from sqlalchemy import insert, select

from app.infra.db import constraint_error, db, execute_checked, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, NotFound
from app.kernel.text import N_
from app.pool.divisions import divisions
from app.pool.domain import states
from app.pool.domain.cards import Side
from app.pool.domain.states import MembershipAction, MembershipState
from app.pool.models import PoolMembership, Region

constraint_error(
    "uq_pool_membership_region_code_side",
    lambda: Conflict("already_asked", N_("This region has a place on this side of the pool already.")),
    sqlite_columns="pool_membership.region_code, pool_membership.side",
)


def load_regions() -> int:
    """Add the divisions that are not there yet, parents first; return how many were added.

    May run as often as one likes: codes that are there stay as they are.
    """
    known = set(db.session.scalars(select(Region.code)))
    new = [
        {
            "code": card.code,
            "parent_code": card.parent_code,
            "level": str(card.level),
            "name_zh": card.name_zh,
            "name_en": card.name_en,
            "is_pilot": card.is_pilot,
        }
        for card in divisions()
        if card.code not in known
    ]
    if new:
        db.session.execute(insert(Region), new)
    return len(new)


def ask_to_join(*, region_code: str, side: Side, by: EventActor, now: datetime, on: date) -> int:
    """Ask for a place on one side of the pool from the day `on`; return the membership's id.

    Raises NotFound for an unknown region, Conflict `already_asked` for one that has a place there.
    """
    if db.session.get(Region, region_code) is None:
        raise NotFound("not_found", N_("There is no such region."), field="region")
    asked = insert(PoolMembership).values(
        region_code=region_code, side=str(side), state=str(MembershipState.ASKED), asked_on=on
    )
    membership_id: int = execute_checked(asked.returning(PoolMembership.id)).scalar_one()
    _note(membership_id, "ask", None, MembershipState.ASKED, by, now)
    return membership_id


def admit(*, membership_id: int, by: EventActor, now: datetime, on: date) -> None:
    """Admit a region that asked, or one suspended, from the day `on`."""
    _act(membership_id, MembershipAction.ADMIT, by, now, admitted_on=on, ended_on=None)


def suspend(*, membership_id: int, by: EventActor, now: datetime, on: date) -> None:
    """Suspend a region; the day before `on` is its last for now."""
    _act(membership_id, MembershipAction.SUSPEND, by, now, ended_on=on)


def leave(*, membership_id: int, by: EventActor, now: datetime, on: date) -> None:
    """End a region's membership for good; the day before `on` is its last."""
    _act(membership_id, MembershipAction.LEAVE, by, now, ended_on=on)


def _act(
    membership_id: int, action: MembershipAction, by: EventActor, now: datetime, **dates: date | None
) -> None:
    row = db.session.get(PoolMembership, membership_id, populate_existing=True)
    if row is None:
        raise NotFound("not_found", N_("There is no such membership."))
    before = MembershipState(row.state)
    to_state = states.after(states.MEMBERSHIP, before, action)
    swap(PoolMembership, membership_id, from_state=before, to_state=to_state, **dates)
    _note(membership_id, action, before, to_state, by, now)


def _note(
    membership_id: int,
    action: str,
    before: MembershipState | None,
    after: MembershipState,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind="pool_membership",
        subject_ref=str(membership_id),
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=after,
    )
