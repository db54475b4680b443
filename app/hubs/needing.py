"""What an enterprise does with its needs: posts them, and closes them with an outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.hubs.domain.states import NEED, NeedAction, NeedState
from app.hubs.fitting import organisations_that_fit
from app.hubs.indexing import index_need
from app.hubs.models import HubNeed, HubNeedFacet
from app.hubs.notices import tell_of_end, tell_of_need
from app.hubs.queries.hubs import lock_hub
from app.hubs.queries.needs import get_own_need, posted_since
from app.infra.db import db, swap
from app.infra.events import record, record_first
from app.kernel.errors import Forbidden, Invalid, TooManyRequests
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
DAY = timedelta(days=1)
#: Each is told to up to ten organisations by mail.
MOST_A_DAY = 20


def post_need(*, hub: HubCard, words: NeedWords, by: Actor, now: datetime) -> NeedCard:
    """Post a need in an open hub, and tell the organisations it fits best; the same again is the one posted.

    Raises Invalid with every broken rule, Forbidden for somebody without an organisation, TooManyRequests.
    """
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    words = words.cleaned()
    problems = words.problems(pool_day(now))
    if problems:
        raise Invalid.of(problems)
    lock_hub(hub)  # of two sent at once the second sees the first
    posted = posted_since(hub, by, now - DAY)
    for need in posted:
        if need.state is NeedState.OPEN and (need.title, need.text) == (words.title, words.text):
            return need
    if len(posted) >= MOST_A_DAY:
        raise TooManyRequests(
            "too_many_needs", N_("Your organisation posted very many needs today. Go on tomorrow.")
        )
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
    index_need(need)
    tell_of_need(need, hub, organisations_that_fit(need, hub), now)
    return need


def close_need(*, hub: HubCard, ref: str, outcome: Outcome, by: Actor, now: datetime) -> NeedCard:
    """Say what became of a need, and tell those who answered. An expired one may still be closed.

    Raises NotFound, Conflict `illegal_transition`.
    """
    end(get_own_need(hub, ref, by), hub, NeedAction.CLOSE, outcome, by=by, now=now)
    return get_own_need(hub, ref, by)


def end(
    need: NeedCard,
    hub: HubCard,
    action: NeedAction,
    outcome: Outcome,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Let nothing more be written about a need, whoever ends it, and tell those who answered."""
    to_state = after(NEED, need.state, action)
    swap(HubNeed, need.id, from_state=need.state, to_state=to_state, outcome=outcome)
    record(
        subject_kind=SUBJECT,
        subject_ref=need.ref,
        action=action,
        at=now,
        actor=event_actor(by),
        from_state=need.state,
        to_state=to_state,
        reason=reason,
        data={"outcome": outcome},
    )
    tell_of_end(need, hub, now)
