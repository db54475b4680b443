"""Which regions are in the pool, on which side: asked, admitted, suspended, left."""

from __future__ import annotations

from app.accounts.access import current_actor, event_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, reads, writes
from app.infra.api.paging import page
from app.pool import queries, regions
from app.pool.acting import deciding_region
from app.pool.api.blueprint import api
from app.pool.domain.days import pool_day
from app.pool.paging import after
from app.pool.schemas import DatedBody, MembershipAnswer, MembershipBody, MembershipList


@api.get("/memberships")
@public
@reads(query=PageQuery, answer=MembershipList)
def list_memberships(query: PageQuery) -> MembershipList:
    """Which region is, or asks to be, on which side of the pool."""
    found = queries.memberships(after=after(query, 0), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda card: card.id)
    return MembershipList(items=[MembershipAnswer.of(card) for card in shown], next=following)


@api.post("/memberships")
@requires(Permission.GOVERN)
@writes(body=MembershipBody, answer=MembershipAnswer, status=201)
def ask_for_membership(body: MembershipBody) -> MembershipAnswer:
    """Ask for your region's place in the pool; the operator may ask for any region."""
    actor, now = current_actor(), clock.now()
    membership_id = regions.ask_to_join(
        region_code=deciding_region(actor, body.region),
        side=body.side,
        by=event_actor(actor),
        now=now,
        on=pool_day(now),
    )
    return MembershipAnswer.of(queries.get_membership(membership_id))


@api.post("/memberships/<int:membership_id>/admit")
@requires(Permission.ADMIT)
@writes(body=DatedBody, answer=MembershipAnswer)
def admit_member(body: DatedBody, membership_id: int) -> MembershipAnswer:
    """Admit a region that asked or was suspended, from today or a later day on."""
    now, by = clock.now(), event_actor(current_actor())
    on = body.on or pool_day(now)
    card = regions.admit(membership_id=membership_id, by=by, now=now, on=on, reason=body.reason)
    return MembershipAnswer.of(card)


@api.post("/memberships/<int:membership_id>/suspend")
@requires(Permission.ADMIT)
@writes(body=DatedBody, answer=MembershipAnswer)
def suspend_member(body: DatedBody, membership_id: int) -> MembershipAnswer:
    """Suspend a region; what is held stands."""
    now, by = clock.now(), event_actor(current_actor())
    on = body.on or pool_day(now)
    card = regions.suspend(membership_id=membership_id, by=by, now=now, on=on, reason=body.reason)
    return MembershipAnswer.of(card)


@api.post("/memberships/<int:membership_id>/leave")
@requires(Permission.GOVERN)
@writes(body=DatedBody, answer=MembershipAnswer)
def leave_provider(body: DatedBody, membership_id: int) -> MembershipAnswer:
    """Leave the pool, for good: on the day after the last open hold at the earliest."""
    actor, now = current_actor(), clock.now()
    concerned = queries.get_membership(membership_id).region_code
    card = regions.leave(
        membership_id=membership_id,
        by_region=deciding_region(actor, concerned),
        by=event_actor(actor),
        now=now,
        on=body.on or pool_day(now),
        reason=body.reason,
    )
    return MembershipAnswer.of(card)
