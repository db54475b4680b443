"""Which provider may serve the pool."""

from __future__ import annotations

from collections.abc import Callable

from app.accounts.access import current_actor, event_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, ReasonBody, reads, writes
from app.infra.api.paging import page
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool import accreditations, queries
from app.pool.accreditations import Decision
from app.pool.acting import deciding_region
from app.pool.api.blueprint import api
from app.pool.domain.cards import AccreditationCard, ProviderCard
from app.pool.domain.days import pool_day
from app.pool.paging import after
from app.pool.schemas import (
    AccreditationAnswer,
    AccreditationBody,
    AccreditationList,
    NoticeBody,
)


@api.get("/accreditations")
@public
@reads(query=PageQuery, answer=AccreditationList)
def list_accreditations(query: PageQuery) -> AccreditationList:
    """Which provider may serve the pool, for what and when."""
    found = queries.accreditations(after=after(query, 0), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda card: card.id)
    return AccreditationList(items=[AccreditationAnswer.of(card) for card in shown], next=following)


@api.post("/accreditations")
@requires(Permission.ACCREDIT)
@writes(body=AccreditationBody, answer=AccreditationAnswer, status=201)
def declare_accreditation(body: AccreditationBody) -> AccreditationAnswer:
    """Put a provider of your region forward; with `activate`, enter what the region decided before."""
    provider = _provider(body.provider)
    decision = _decision(provider.region_code)
    card = accreditations.declare_accreditation(
        provider_id=provider.id,
        kinds=frozenset(body.kinds),
        from_on=body.from_on or pool_day(decision.now),
        until_on=body.until_on,
        decision=decision,
    )
    if body.activate:
        card = accreditations.enter_decided(card.ref, decision)
    return AccreditationAnswer.of(card)


ACTIONS: dict[str, Callable[[str, Decision], AccreditationCard]] = {
    "check": accreditations.check,
    "activate": accreditations.activate,
    "suspend": accreditations.suspend,
    "strike-off": accreditations.strike_off,
}


@api.post("/accreditations/<ref>/<any(check, activate, suspend, 'strike-off'):action>")
@requires(Permission.ACCREDIT)
@writes(body=ReasonBody, answer=AccreditationAnswer)
def decide_accreditation(body: ReasonBody, ref: str, action: str) -> AccreditationAnswer:
    """Check, activate, suspend or strike off a provider of your region."""
    decision = _decision(queries.get_accreditation(ref).region_code, body.reason)
    return AccreditationAnswer.of(ACTIONS[action](ref, decision))


@api.post("/accreditations/<ref>/notice")
@requires(Permission.ACCREDIT)
@writes(body=NoticeBody, answer=AccreditationAnswer)
def notice_accreditation(body: NoticeBody, ref: str) -> AccreditationAnswer:
    """Put a checked accreditation on public notice; after it the provider may be activated."""
    decision = _decision(queries.get_accreditation(ref).region_code, body.reason)
    return AccreditationAnswer.of(accreditations.notice(ref, decision, days=body.days))


def _decision(concerned: str | None, reason: str | None = None) -> Decision:
    actor = current_actor()
    return Decision(deciding_region(actor, concerned), event_actor(actor), clock.now(), reason)


def _provider(code: str) -> ProviderCard:
    found = queries.find_provider(code)
    if found is None:
        raise NotFound("not_found", N_("There is no such provider."), field="provider")
    return found
