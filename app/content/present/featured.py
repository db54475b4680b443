"""What is featured, as a card: only what readers may see. Four queries, whatever is featured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from app.booking.present.places import place_of
from app.content.domain.featured import FeaturedKind, Target
from app.kernel.names import Name
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.divisions import divisions_by_code
from app.pool.domain.states import InstrumentState, ServiceState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from app.infra.filters import Named
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard

KIND_WORDS: Mapping[FeaturedKind, str] = {
    FeaturedKind.INSTRUMENT: N_("Instrument"),
    FeaturedKind.SERVICE: N_("Service"),
    FeaturedKind.PROVIDER: N_("Provider"),
}


@dataclass(frozen=True, slots=True)
class FeaturedCard:
    """A thing that readers may see; `word` is a catalogue text, `about` is its provider or None."""

    word: str
    name: Named
    about: Named | None
    place: Named | None
    url: str
    hourly_from_minor: int | None = None


def featured_cards(targets: Collection[Target], today: date) -> dict[Target, FeaturedCard]:
    """Return the cards of what is published, and of providers that are accredited on a day."""
    found: dict[Target, FeaturedCard] = {}
    if ids := _numbers(targets, FeaturedKind.INSTRUMENT):
        found |= _cards(FeaturedKind.INSTRUMENT, map(_instrument, pool.instruments(ids).values()))
    if ids := _numbers(targets, FeaturedKind.SERVICE):
        found |= _cards(FeaturedKind.SERVICE, map(_service, pool.services(ids).values()))
    if codes := [each.ref for each in targets if each.kind is FeaturedKind.PROVIDER]:
        found |= _cards(FeaturedKind.PROVIDER, map(_provider, pool.accredited_providers(codes, today)))
    return found


def _numbers(targets: Iterable[Target], kind: FeaturedKind) -> list[int]:
    return [int(each.ref) for each in targets if each.kind is kind]


def _cards(
    kind: FeaturedKind, found: Iterable[tuple[str, FeaturedCard] | None]
) -> dict[Target, FeaturedCard]:
    return {Target(kind, each[0]): each[1] for each in found if each is not None}


def _instrument(card: InstrumentCard) -> tuple[str, FeaturedCard] | None:
    if card.state is not InstrumentState.PUBLISHED:
        return None
    details = card.details
    named = details if details.name_zh or details.name_en else Name.alike(details.name)
    url = url_for("booking.instrument", instrument_id=card.id)
    where, word = _where(card.region_code, card.provider), KIND_WORDS[FeaturedKind.INSTRUMENT]
    return str(card.id), FeaturedCard(word, named, card.provider, where, url, card.hourly_from_minor)


def _service(card: ServiceCard) -> tuple[str, FeaturedCard] | None:
    if card.state is not ServiceState.PUBLISHED:
        return None
    url = url_for("booking.service", service_id=card.id)
    where, word = _where(card.region_code, card.provider), KIND_WORDS[FeaturedKind.SERVICE]
    return str(card.id), FeaturedCard(word, card.details, card.provider, where, url)


def _provider(card: ProviderCard) -> tuple[str, FeaturedCard]:
    url = url_for("booking.provider", code=card.code)
    word = KIND_WORDS[FeaturedKind.PROVIDER]
    return card.code, FeaturedCard(word, card, None, _where(card.region_code, card), url)


def _where(region_code: str | None, provider: ProviderCard) -> Named | None:
    known = place_of(region_code, divisions_by_code())
    return known or (Name.alike(provider.city) if provider.city else None)
