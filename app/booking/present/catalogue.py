"""The catalogue's page of results: what matches, when each is next free, and how to narrow the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.booking.domain.wall import next_quarter
from app.booking.present.after_voucher import after_voucher_for
from app.booking.present.places import place_of
from app.booking.present.recognised import recognitions_for
from app.calendar import queries as calendar
from app.infra.api.cursors import decode_cursor, encode_cursor
from app.kernel.interval import Interval
from app.pool import queries as pool
from app.pool.domain.taxonomies import Taxonomy
from app.pool.queries.taxonomies import term_names
from app.voucher.domain.days import VOUCHER_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.accounts.domain.actor import Actor
    from app.booking.present.places import Place
    from app.kernel.money import Money
    from app.pool.domain.cards import InstrumentCard, RecognitionCard, RegionCard
    from app.pool.domain.taxonomies import TermNames
    from app.pool.queries import CatalogueFilter, Facet

PAGE_SIZE = 20
MOST_CATEGORIES = 8
MOST_SOONEST = 40
#: How far ahead the next free time is looked for.
LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wish:
    """A search as the page understands it: with `first_day` the soonest free come first."""

    wanted: CatalogueFilter
    minutes: int
    first_day: date | None
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument; `next_free` is its first free span of the wished length, on the clock of `zone`.

    `after_voucher` is the cheapest hour once the reader's voucher has paid, None where it pays nothing.
    """

    instrument: InstrumentCard
    place: Place | None
    recognition: RecognitionCard | None
    after_voucher: Money | None
    next_free: Interval | None
    zone: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the search, and how many instruments it would leave."""

    value: str
    name: RegionCard | TermNames | str
    count: int


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page of results. `total` is exact up to `pool.MOST_COUNTED`, and one more beyond."""

    rows: tuple[Row, ...]
    next: str | None
    total: int
    soonest_first: bool
    categories: tuple[Choice, ...]
    places: tuple[Choice, ...]
    regions: tuple[RegionCard, ...]

    @property
    def is_more_than_counted(self) -> bool:
        """Tell whether the total is only known to be more than `pool.MOST_COUNTED`."""
        return self.total > pool.MOST_COUNTED


def catalogue_page(wish: Wish, actor: Actor | None, now: datetime) -> CataloguePage:
    """Gather the page in a fixed number of queries, whatever the size of the pool."""
    regions = pool.regions()
    cards, following, free = _soonest(wish, now) if wish.first_day else _in_turn(wish, now)
    return CataloguePage(
        rows=rows_of(cards, free, regions, actor, now),
        next=following,
        total=pool.count(wish.wanted),
        soonest_first=wish.first_day is not None,
        categories=category_choices(pool.category_facets(wish.wanted, most=MOST_CATEGORIES)),
        places=place_choices(pool.province_facets(wish.wanted), regions),
        regions=tuple(regions),
    )


def _in_turn(wish: Wish, now: datetime) -> tuple[Sequence[InstrumentCard], str | None, dict[int, Interval]]:
    after = decode_cursor(wish.cursor, int)[0] if wish.cursor else 0
    page = pool.catalogue(wish.wanted, after=after, limit=PAGE_SIZE)
    following = encode_cursor([page.next_after]) if page.next_after is not None else None
    return page.items, following, next_free(page.items, wish.minutes, now)


def next_free(cards: Sequence[InstrumentCard], minutes: int, now: datetime) -> dict[int, Interval]:
    """Return the first free span of so many minutes by instrument; what has none in two weeks is left out."""
    bookable = pool.matching_with_buffers(pool.CatalogueFilter(), minutes)
    shown = bookable.where(bookable.selected_columns.id.in_([card.id for card in cards]))
    found = calendar.earliest_free(among=shown, minutes=minutes, window=_window(now), limit=PAGE_SIZE)
    return {slot.instrument_id: slot.span for slot in found}


def _soonest(wish: Wish, now: datetime) -> tuple[Sequence[InstrumentCard], str | None, dict[int, Interval]]:
    # "From Monday" is meant on the wall clock of the pool, whatever the instruments' own zones.
    first = datetime.combine(wish.first_day or now.date(), time.min, VOUCHER_ZONE).astimezone(UTC)
    slots = calendar.earliest_free(
        among=pool.matching_with_buffers(wish.wanted, wish.minutes),
        minutes=wish.minutes,
        window=_window(max(now, first)),
        limit=MOST_SOONEST,
    )
    cards = pool.instruments([slot.instrument_id for slot in slots])
    return (
        [cards[slot.instrument_id] for slot in slots],
        None,
        {slot.instrument_id: slot.span for slot in slots},
    )


def _window(start: datetime) -> Interval:
    begin = next_quarter(start)
    return Interval(begin, begin + LOOK_AHEAD)


def rows_of(
    cards: Sequence[InstrumentCard],
    free: Mapping[int, Interval],
    regions: Sequence[RegionCard],
    actor: Actor | None,
    now: datetime,
) -> tuple[Row, ...]:
    """Return instruments as they are listed; `free` are their next free spans. Five queries at most."""
    by_code = {region.code: region for region in regions}
    recognition, after_voucher = recognitions_for(actor, now), after_voucher_for(actor, now)
    schedules = calendar.schedules([card.id for card in cards])
    return tuple(
        Row(
            instrument=card,
            place=place_of(card.region_code, by_code),
            recognition=recognition(card),
            after_voucher=after_voucher(card, recognition(card)),
            next_free=free.get(card.id),
            zone=schedules[card.id].zone,
        )
        for card in cards
        if card.id in schedules
    )


def category_choices(facets: Sequence[Facet]) -> tuple[Choice, ...]:
    """Return classes of instruments by what they are called. One query."""
    names = term_names(Taxonomy.KIND, [each.value for each in facets])
    return tuple(Choice(each.value, names.get(each.value, each.value), each.count) for each in facets)


def place_choices(facets: Iterable[Facet], regions: Iterable[RegionCard]) -> tuple[Choice, ...]:
    """Return areas by what they are called; one that is not in the pool is left out."""
    names = {region.code: region for region in regions}
    return tuple(Choice(each.value, names[each.value], each.count) for each in facets if each.value in names)
