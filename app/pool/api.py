"""The JSON API of what is purely the pool's: regions, providers, recognitions, accreditations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.accounts.access import current_actor, event_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.infra import clock
from app.infra.api import ApiBlueprint, NoBody, PageQuery, decode_cursor, encode_cursor, reads, writes
from app.kernel.errors import Forbidden, NotFound
from app.kernel.text import N_
from app.pool import accreditations, queries, recognitions
from app.pool.domain.cards import AccreditationCard, ProviderCard
from app.pool.domain.days import pool_day
from app.pool.recognitions import RecognitionTerms
from app.pool.schemas import (
    AccreditationAnswer,
    AccreditationBody,
    AccreditationList,
    ProviderAnswer,
    ProviderList,
    RecognitionAnswer,
    RecognitionBody,
    RecognitionList,
    RegionAnswer,
    RegionList,
)

api = ApiBlueprint("pool_api", __name__)

Card = TypeVar("Card")
Key = TypeVar("Key", int, str)


@api.get("/regions")
@public
@reads(query=PageQuery, answer=RegionList)
def list_regions(query: PageQuery) -> RegionList:
    """The divisions of the four areas by code, pilot districts marked."""
    found = queries.regions(after=_after(query, ""), limit=query.limit + 1)
    shown, following = _page(found, query.limit, lambda card: card.code)
    return RegionList(items=[RegionAnswer.of(card) for card in shown], next=following)


@api.get("/providers")
@public
@reads(query=PageQuery, answer=ProviderList)
def list_providers(query: PageQuery) -> ProviderList:
    """The organisations that open instruments."""
    found = queries.providers(after=_after(query, 0), limit=query.limit + 1)
    shown, following = _page(found, query.limit, lambda card: card.id)
    return ProviderList(items=[ProviderAnswer.of(card) for card in shown], next=following)


@api.get("/recognitions")
@public
@reads(query=PageQuery, answer=RecognitionList)
def list_recognitions(query: PageQuery) -> RecognitionList:
    """Which region recognises which, for what and when."""
    found = queries.recognitions(after=_after(query, 0), limit=query.limit + 1)
    shown, following = _page(found, query.limit, lambda card: card.id)
    return RecognitionList(items=[RecognitionAnswer.of(card) for card in shown], next=following)


@api.post("/recognitions")
@requires(Permission.RECOGNISE)
@writes(body=RecognitionBody, answer=RecognitionAnswer, status=201)
def propose(body: RecognitionBody) -> RecognitionAnswer:
    """Propose that your region recognises another, and with `accept` make it so at once."""
    now, by, own = clock.now(), event_actor(current_actor()), _own_region()
    terms = RecognitionTerms(
        demand_region=own,
        supply_region=body.supply_region,
        kinds=frozenset(body.kinds),
        modes=frozenset(body.modes),
        from_on=body.from_on or pool_day(now),
        until_on=body.until_on,
    )
    card = recognitions.propose_recognition(terms=terms, by=by, now=now)
    if body.accept:
        card = recognitions.accept_recognition(ref=card.ref, by_region=own, by=by, now=now)
    return RecognitionAnswer.of(card)


@api.post("/recognitions/<ref>/accept")
@requires(Permission.RECOGNISE)
@writes(body=NoBody, answer=RecognitionAnswer)
def accept(_body: NoBody, ref: str) -> RecognitionAnswer:
    """Make a proposed recognition active from its first day, never for a day before today."""
    by = event_actor(current_actor())
    return RecognitionAnswer.of(
        recognitions.accept_recognition(ref=ref, by_region=_own_region(), by=by, now=clock.now())
    )


@api.post("/recognitions/<ref>/withdraw")
@requires(Permission.RECOGNISE)
@writes(body=NoBody, answer=RecognitionAnswer)
def withdraw(_body: NoBody, ref: str) -> RecognitionAnswer:
    """Withdraw a recognition from today on; nothing past changes."""
    by = event_actor(current_actor())
    return RecognitionAnswer.of(
        recognitions.withdraw_recognition(ref=ref, by_region=_own_region(), by=by, now=clock.now())
    )


@api.get("/accreditations")
@public
@reads(query=PageQuery, answer=AccreditationList)
def list_accreditations(query: PageQuery) -> AccreditationList:
    """Which provider may serve the pool, for what and when."""
    found = queries.accreditations(after=_after(query, 0), limit=query.limit + 1)
    shown, following = _page(found, query.limit, lambda card: card.id)
    return AccreditationList(items=[AccreditationAnswer.of(card) for card in shown], next=following)


@api.post("/accreditations")
@requires(Permission.ACCREDIT)
@writes(body=AccreditationBody, answer=AccreditationAnswer, status=201)
def declare(body: AccreditationBody) -> AccreditationAnswer:
    """Put a provider of your region forward, and with `activate` let it serve at once."""
    now, by, provider = clock.now(), event_actor(current_actor()), _provider(body.provider)
    region = _deciding_region(provider.region_code)
    card = accreditations.declare_accreditation(
        provider_id=provider.id,
        kinds=frozenset(body.kinds),
        from_on=body.from_on or pool_day(now),
        until_on=body.until_on,
        by_region=region,
        by=by,
        now=now,
    )
    if body.activate:
        card = accreditations.activate(ref=card.ref, by_region=region, by=by, now=now)
    return AccreditationAnswer.of(card)


ACTIONS: dict[str, Callable[..., AccreditationCard]] = {
    "activate": accreditations.activate,
    "suspend": accreditations.suspend,
    "strike-off": accreditations.strike_off,
}


@api.post("/accreditations/<ref>/<any(activate, suspend, 'strike-off'):action>")
@requires(Permission.ACCREDIT)
@writes(body=NoBody, answer=AccreditationAnswer)
def decide(_body: NoBody, ref: str, action: str) -> AccreditationAnswer:
    """Activate, suspend or strike off a provider of your region."""
    region = _deciding_region(queries.get_accreditation(ref).region_code)
    by = event_actor(current_actor())
    return AccreditationAnswer.of(ACTIONS[action](ref=ref, by_region=region, by=by, now=clock.now()))


def _own_region() -> str:
    organisation = current_actor().organisation
    if organisation is None or not organisation.region_code:
        raise Forbidden("forbidden", N_("Your organisation belongs to no region."))
    return organisation.region_code


def _deciding_region(home: str | None) -> str:
    """Return for which region the caller decides: an officer for their own, the operator for any."""
    if home is not None and Role.OPERATOR in current_actor().roles:
        return home
    return _own_region()


def _provider(code: str) -> ProviderCard:
    found = queries.find_provider(code)
    if found is None:
        raise NotFound("not_found", N_("There is no such provider."), field="provider")
    return found


def _after(query: PageQuery, first: Key) -> Key:
    """Return the key after which the page begins. Raises Invalid `invalid_cursor`."""
    if query.cursor is None:
        return first
    last: Key = decode_cursor(query.cursor, type(first))[0]
    return last


def _page(
    found: Sequence[Card], limit: int, key: Callable[[Card], object]
) -> tuple[Sequence[Card], str | None]:
    """Return the cards to show and the next cursor; `found` was asked for one card more than `limit`."""
    shown = found[:limit]
    return shown, encode_cursor([key(shown[-1])]) if len(found) > limit else None
