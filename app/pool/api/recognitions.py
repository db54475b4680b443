"""Which region recognises which."""

from __future__ import annotations

from app.accounts.access import current_actor, event_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, ReasonBody, reads, writes
from app.infra.api.paging import page
from app.pool import queries, recognitions
from app.pool.acting import own_region
from app.pool.api.blueprint import api
from app.pool.domain.days import pool_day
from app.pool.paging import after
from app.pool.recognitions import RecognitionTerms
from app.pool.schemas import DatedBody, RecognitionAnswer, RecognitionBody, RecognitionList


@api.get("/recognitions")
@public
@reads(query=PageQuery, answer=RecognitionList)
def list_recognitions(query: PageQuery) -> RecognitionList:
    """Which region recognises which, for what and when."""
    found = queries.recognitions(after=after(query, 0), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda card: card.id)
    return RecognitionList(items=[RecognitionAnswer.of(card) for card in shown], next=following)


@api.post("/recognitions")
@requires(Permission.RECOGNISE)
@writes(body=RecognitionBody, answer=RecognitionAnswer, status=201)
def propose_recognition(body: RecognitionBody) -> RecognitionAnswer:
    """Propose that your region recognises another, or is recognised; with `accept` make it so at once."""
    now, by, own = clock.now(), event_actor(current_actor()), own_region(current_actor())
    terms = RecognitionTerms(
        demand_region=body.demand_region or own,
        supply_region=body.supply_region,
        kinds=frozenset(body.kinds),
        modes=frozenset(body.modes),
        from_on=body.from_on or pool_day(now),
        until_on=body.until_on,
    )
    card = recognitions.propose_recognition(terms=terms, by_region=own, by=by, now=now)
    if body.accept:
        card = recognitions.accept_recognition(ref=card.ref, by_region=own, by=by, now=now)
    return RecognitionAnswer.of(card)


@api.post("/recognitions/<ref>/accept")
@requires(Permission.RECOGNISE)
@writes(body=ReasonBody, answer=RecognitionAnswer)
def accept_recognition(body: ReasonBody, ref: str) -> RecognitionAnswer:
    """Make a proposed recognition active from its first day, never for a day before today."""
    actor = current_actor()
    card = recognitions.accept_recognition(
        ref=ref, by_region=own_region(actor), by=event_actor(actor), now=clock.now(), reason=body.reason
    )
    return RecognitionAnswer.of(card)


@api.post("/recognitions/<ref>/withdraw")
@requires(Permission.RECOGNISE)
@writes(body=DatedBody, answer=RecognitionAnswer)
def withdraw_recognition(body: DatedBody, ref: str) -> RecognitionAnswer:
    """Withdraw a recognition from today or a later day on; nothing past changes."""
    actor = current_actor()
    card = recognitions.withdraw_recognition(
        ref=ref,
        by_region=own_region(actor),
        by=event_actor(actor),
        now=clock.now(),
        on=body.on,
        reason=body.reason,
    )
    return RecognitionAnswer.of(card)
