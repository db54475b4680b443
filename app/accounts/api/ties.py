"""Ties between enterprises and providers, declared and ended by either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries, ties
from app.accounts.access import current_actor, requires
from app.accounts.api.blueprint import api
from app.accounts.api.enterprises import PATH
from app.accounts.domain.permissions import Permission
from app.accounts.schemas import TieAnswer, TieBody, TieList
from app.infra import clock
from app.infra.api import PageQuery, ReasonBody, reads, writes
from app.infra.api.paging import before_id, page

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.accounts.domain.enterprises import TieCard


@api.get("/ties")
@requires(Permission.SEE_TIES)
@reads(query=PageQuery, answer=TieList)
def list_ties(query: PageQuery) -> TieList:
    """The ties of the provider you act for, ended ones too."""
    actor = current_actor()
    return _list(actor.organisation_id or 0, query, actor)


@api.get(f"{PATH}/ties")
@requires(Permission.SEE_RECORD)
@reads(query=PageQuery, answer=TieList)
def list_enterprise_ties(query: PageQuery, enterprise_id: int) -> TieList:
    """The ties of an enterprise, for itself and the officers of its area."""
    actor = current_actor()
    return _list(queries.get_enterprise(enterprise_id, actor).id, query, actor)


@api.post("/ties")
@requires(Permission.DECLARE_TIES)
@writes(body=TieBody, answer=TieAnswer, status=201)
def declare_tie(body: TieBody) -> TieAnswer:
    """Declare a tie of your enterprise or provider: no voucher pays between the two while it lasts."""
    actor = current_actor()
    return _answer(ties.declare_tie(terms=body.terms(), by=actor, now=clock.now()), actor)


@api.post("/ties/<int:tie_id>/end")
@requires(Permission.END_TIES)
@writes(body=ReasonBody, answer=TieAnswer)
def end_tie(body: ReasonBody, tie_id: int) -> TieAnswer:
    """End a tie; today is its last day."""
    actor = current_actor()
    return _answer(ties.end_tie(tie_id=tie_id, reason=body.reason, by=actor, now=clock.now()), actor)


def _list(organisation_id: int, query: PageQuery, actor: Actor) -> TieList:
    found = queries.page_of_ties(organisation_id, before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda card: card.id)
    return TieList(items=[_answer(card, actor) for card in shown], next=following)


def _answer(card: TieCard, actor: Actor) -> TieAnswer:
    can_end = card.until_on is None and ties.may_end(card, actor)
    return TieAnswer.of(card, ["end"] if can_end else [])
