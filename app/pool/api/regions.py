"""Regions and providers."""

from __future__ import annotations

from app.accounts.access import public
from app.infra.api import PageQuery, encode_cursor, reads
from app.infra.api.paging import page
from app.pool import queries
from app.pool.api.blueprint import api
from app.pool.paging import after
from app.pool.schemas import ProviderAnswer, ProviderList, ProvidersQuery, RegionAnswer, RegionList


@api.get("/regions")
@public
@reads(query=PageQuery, answer=RegionList)
def list_regions(query: PageQuery) -> RegionList:
    """The divisions of the four areas by code, pilot districts marked."""
    found = queries.regions(after=after(query, ""), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda card: card.code)
    return RegionList(items=[RegionAnswer.of(card) for card in shown], next=following)


@api.get("/providers")
@public
@reads(query=ProvidersQuery, answer=ProviderList)
def list_providers(query: ProvidersQuery) -> ProviderList:
    """The organisations that open instruments, as far as they match."""
    found = queries.providers_page(query.wanted(), after=after(query, 0), limit=query.limit)
    following = encode_cursor([found.next_after]) if found.next_after is not None else None
    return ProviderList(items=[ProviderAnswer.of(card) for card in found.items], next=following)
