"""Loading the divisions, and a region's way into and out of the pool."""

from datetime import date, datetime

from sqlalchemy import case, insert, or_, select, update

from app.infra.db import constraint_error, db, execute_checked, swap
from app.infra.events import EventActor, record, record_first
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from app.kernel.machines import after
from app.kernel.text import N_
from app.pool import queries
from app.pool.divisions import divisions
from app.pool.domain import states
from app.pool.domain.cards import MembershipCard, Side
from app.pool.domain.days import pool_day
from app.pool.domain.leaving import leaving_problems, past_problems
from app.pool.domain.places import covers
from app.pool.domain.states import MembershipAction, MembershipState
from app.pool.models import Admission, PoolMembership, Region
from app.pool.ports import open_holds

SUBJECT = "pool_membership"

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

    A region that left may ask again. Raises NotFound for an unknown region, Conflict `already_asked` for one
    that has a place there.
    """
    if db.session.get(Region, region_code) is None:
        raise NotFound("not_found", N_("There is no such region."), field="region")
    left = queries.membership_left(region_code, side)
    if left is not None:
        _act(left.id, MembershipAction.ASK, by, now, on, None, asked_on=on)
        return left.id
    asked = insert(PoolMembership).values(
        region_code=region_code, side=str(side), state=str(MembershipState.ASKED), asked_on=on
    )
    membership_id: int = execute_checked(asked.returning(PoolMembership.id)).scalar_one()
    record_first(
        subject_kind=SUBJECT,
        subject_ref=str(membership_id),
        action="ask",
        at=now,
        actor=by,
        to_state=MembershipState.ASKED,
        data={"region": region_code, "side": str(side), "asked_on": on.isoformat()},
    )
    return membership_id


def admit(
    *, membership_id: int, by: EventActor, now: datetime, on: date, reason: str | None = None
) -> MembershipCard:
    """Admit a region that asked, or one suspended, from the day `on`, or from its end where that is later.

    Raises as `_act`.
    """
    ended_on = queries.get_membership(membership_id).ended_on
    from_on = on if ended_on is None else max(on, ended_on)
    card = _act(
        membership_id, MembershipAction.ADMIT, by, now, on, reason, admitted_on=from_on, ended_on=None
    )
    db.session.execute(insert(Admission).values(membership_id=membership_id, from_on=from_on))
    return card


def suspend(
    *, membership_id: int, by: EventActor, now: datetime, on: date, reason: str | None = None
) -> MembershipCard:
    """Suspend a region; the day before `on` is its last for now. What is held stands.

    Raises as `_act`, Conflict `ends_earlier` for one whose last day is set before that.
    """
    return _end(membership_id, MembershipAction.SUSPEND, by, now, on, reason)


def leave(
    *, membership_id: int, by_region: str, by: EventActor, now: datetime, on: date, reason: str | None = None
) -> MembershipCard:
    """End a region's membership for good; the day before `on` is its last, or an earlier one that was set.

    Raises as `suspend`, Forbidden for another region's, Invalid `open_holds` while voucher money is held for
    services on that day or later: those were promised, and each is named.
    """
    card = queries.get_membership(membership_id)
    if not covers(by_region, card.region_code):
        raise Forbidden("forbidden", N_("Only the region itself, or the operator, ends its membership."))
    problems = leaving_problems(on, pool_day(now), open_holds(card.region_code, card.side, on))
    if problems:
        raise Invalid.of(problems)
    return _end(membership_id, MembershipAction.LEAVE, by, now, on, reason)


def _end(
    membership_id: int, action: MembershipAction, by: EventActor, now: datetime, on: date, reason: str | None
) -> MembershipCard:
    """Let the region's days end with the day before `on`: an end that was set is only brought forward."""
    card = queries.get_membership(membership_id)
    set_before = card.ended_on is not None and card.ended_on <= on
    if set_before and after(states.MEMBERSHIP, card.state, action) is card.state:
        raise Conflict("ends_earlier", N_("It ends on %(on)s already."), field="on", on=card.ended_on)
    ended_on = card.ended_on if set_before else None if card.admitted_on is None else on
    ended = _act(membership_id, action, by, now, on, reason, ended_on=ended_on)
    later = or_(Admission.until_on.is_(None), Admission.until_on > on)
    until = case((Admission.from_on > on, Admission.from_on), else_=on)
    db.session.execute(
        update(Admission).where(Admission.membership_id == membership_id, later).values(until_on=until)
    )
    return ended


def _act(
    membership_id: int,
    action: MembershipAction,
    by: EventActor,
    now: datetime,
    on: date,
    reason: str | None,
    **dates: date | None,
) -> MembershipCard:
    """Raise NotFound, Conflict for a wrong state, Invalid `retroactive` for a day that is over."""
    card = queries.get_membership(membership_id)
    to_state = after(states.MEMBERSHIP, card.state, action)
    problems = past_problems(on, pool_day(now))
    if problems:
        raise Invalid.of(problems)
    swap(PoolMembership, membership_id, from_state=card.state, to_state=to_state, **dates)
    record(
        subject_kind=SUBJECT,
        subject_ref=str(membership_id),
        action=action,
        at=now,
        actor=by,
        from_state=card.state,
        to_state=to_state,
        reason=reason,
        data={"region": card.region_code, "side": str(card.side), "on": on.isoformat()},
    )
    return queries.get_membership(membership_id)
