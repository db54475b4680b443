"""A year of use by enterprises of all four districts: settled long since, as rows that the use cases left."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.demo.hours import ALWAYS
from app.demo.people import stand_in
from app.demo.places import REGULARS
from app.demo.volume.catalogue import bookables
from app.demo.volume.loading import insert_bookings, references, set_next_booking_id
from app.demo.volume.people import Booker
from app.demo.volume.rows import Written
from app.demo.volume.shapes import Shape
from app.kernel.interval import Interval
from app.pool.domain.days import pool_day
from app.pool.domain.rates import ENTERPRISE_GROUP
from app.pool.queries import rate_cards_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.demo.instruments import Apparatus
    from app.demo.planning import Planner

_SEED = 20251101
#: Before the weeks that the plan fills, and before what the first vouchers paid.
_FIRST, _LAST = timedelta(days=380), timedelta(days=50)
_MONTH, _WITHIN = timedelta(days=30), timedelta(days=8)
# Summer holidays and the new year are quiet; the year grows.
_A_MONTH = (3, 3, 5, 3, 3, 8, 8, 11, 8, 6, 10)
_MINUTES = (180, 240, 300, 420, 540)
# What is open day and night is left running for days.
_RUN_MINUTES = (1440, 2880, 2880, 4320, 5760)
_LEADS = (2, 4, 6, 9, 14)


def play_year_of_use(planner: Planner, organisations: Mapping[str, OrganisationCard], now: datetime) -> None:
    """Let each of the regulars book every month, all over the pool; the first bookings of the pool."""
    rng = Random(_SEED)  # noqa: S311 -- a demo must repeat, not surprise
    bookers = [_booker(place.slug, organisations, now) for place in REGULARS]
    wanted = sorted(_shapes(planner, bookers, now, rng), key=lambda each: each[1].span.start)
    places = {each.instrument_id: each for each in bookables()}
    cards = rate_cards_in_force(list(places), ENTERPRISE_GROUP, pool_day(now))
    written = [
        Written(number, ref, shape, places[shape.instrument], booker, cards[shape.instrument].terms, now)
        for number, (ref, (booker, shape)) in enumerate(zip(references(rng), wanted, strict=False), 1)
    ]
    insert_bookings(written)
    set_next_booking_id(len(written))


def _booker(slug: str, organisations: Mapping[str, OrganisationCard], now: datetime) -> Booker:
    place = next(each for each in REGULARS if each.slug == slug)
    actor = stand_in(Role.RESEARCHER, place, organisations, now - _FIRST)
    return Booker(actor.person_id, organisations[slug].id, actor.name, place.region_code)


def _shapes(
    planner: Planner, bookers: list[Booker], now: datetime, rng: Random
) -> Iterator[tuple[Booker, Shape]]:
    """Yield who books what; the keeper's own provider is left alone, its desk shows the last weeks."""
    shelves = planner.cast.shelves[1:]
    for at, booker in enumerate(bookers):
        for month, times in enumerate(_A_MONTH):
            for _ in range(times):
                apparatus = rng.choice(rng.choice(shelves).instruments)
                first = now - _FIRST + month * _MONTH + timedelta(days=rng.randint(0, 25))
                lengths = _RUN_MINUTES if apparatus.hours == ALWAYS else _MINUTES
                span = _free(planner, apparatus, first, rng.choice(lengths))
                if span is not None and span.end < now - _LAST:
                    asked_at = span.start - timedelta(days=rng.choice(_LEADS), minutes=rng.randint(0, 600))
                    yield booker, Shape(apparatus.card.id, at, span, asked_at, is_cancelled=False)


def _free(planner: Planner, apparatus: Apparatus, first: datetime, minutes: int) -> Interval | None:
    return planner.diary.find(apparatus, Interval(first, first + _WITHIN), minutes)
