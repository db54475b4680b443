"""What an enterprise does with its needs: posts them, and closes them with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.hubs.domain.states import NEED, NeedAction, NeedState
from app.hubs.fitting import organisations_that_fit
from app.hubs.models import HubNeed, HubNeedFacet
from app.hubs.notices import tell_of_end, tell_of_need
from app.hubs.queries.needs import get_own_need
from app.infra.db import db, swap
from app.infra.events import record, record_first
from app.kernel.errors import Forbidden, Invalid
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.hubs.domain.hubs import HubCard
    from app.hubs.domain.needs import NeedCard, NeedWords
    from app.hubs.domain.states import Outcome

SUBJECT = "hub_need"


def post_need(*, hub: HubCard, words: NeedWords, by: Actor, now: datetime) -> NeedCard:
    """Post a need in an open hub, and tell the organisations it fits best.

    Raises Invalid with every broken rule, Forbidden for somebody without an organisation.
    """
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    problems = words.problems(pool_day(now))
    if problems:
        raise Invalid.of(problems)
    ref = new_reference("N")
    need_id: int = db.session.execute(
        insert(HubNeed)
        .values(
            ref=ref, hub_id=hub.id, state=NeedState.OPEN, organisation_id=by.organisation.id,
            author_id=by.person_id, title=words.title, text=words.text, until_on=words.until_on,
            shows_name=words.shows_name, created_at=now,
        )
        .returning(HubNeed.id)
    ).scalar_one()  # fmt: skip
    facets = [{"need_id": need_id, "facet_id": each.id, "hub_id": hub.id} for each in hub.named(words.facets)]
    db.session.execute(insert(HubNeedFacet), facets)
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="post",
        at=now,
        actor=event_actor(by),
        to_state=NeedState.OPEN,
        data={"hub": hub.slug, "until_on": words.until_on.isoformat()},
    )
    need = get_own_need(hub, ref, by)
    tell_of_need(need, hub, organisations_that_fit(need, hub), now)
    return need


def close_need(*, hub: HubCard, ref: str, outcome: Outcome, by: Actor, now: datetime) -> NeedCard:
    """Say what became of a need, and tell those who answered. An expired one may still be closed.

    Raises NotFound, Conflict `illegal_transition`.
    """
    need = get_own_need(hub, ref, by)
    to_state = after(NEED, need.state, NeedAction.CLOSE)
    swap(HubNeed, need.id, from_state=need.state, to_state=to_state, outcome=outcome)
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action=NeedAction.CLOSE,
        at=now,
        actor=event_actor(by),
        from_state=need.state,
        to_state=to_state,
        data={"outcome": outcome},
    )
    tell_of_end(need, hub, now)
    return get_own_need(hub, ref, by)
