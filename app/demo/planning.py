"""Plans the demo's bookings at random: some weeks back, some ahead. The same seed plans the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from app.demo import stories
from app.demo.diary import Diary
from app.demo.stories import Pace, Story
from app.demo.visits import PURPOSES, Customer, Visit
from app.kernel.interval import Interval
from app.pool.domain.days import POOL_ZONE, pool_day

if TYPE_CHECKING:
    from random import Random

    from app.accounts.domain.actor import Actor
    from app.demo.instruments import Apparatus

Telling = Callable[[Visit], Story]

DAYS_BACK, DAYS_AHEAD = 42, 21
PAST_VISITS, COMING_VISITS = 150, 50

_MINUTES = (60, 60, 90, 120, 120, 180, 240)
_LEAD_DAYS = (1, 2, 3, 3, 4, 6, 9, 14)
_EARLY_NOTICE, _LATE_NOTICE = timedelta(days=2, hours=6), timedelta(hours=3)
# What becomes of a past visit, with weights; a request that a keeper answers may come to other ends.
_FATES: tuple[tuple[Telling, int], ...] = (
    (stories.not_checked_out, 4),
    (partial(stories.disputed, pace=Pace()), 3),
    (stories.missed, 6),
    (stories.appealed, 3),
    (partial(stories.cancelled, notice=_EARLY_NOTICE), 7),
    (partial(stories.cancelled, notice=_LATE_NOTICE), 4),
    (stories.cancelled_by_provider, 3),
    (stories.quoted_only, 3),
)
_MANUAL_FATES = (*_FATES, (stories.declined, 12), (stories.unanswered, 8))
_USED_WEIGHT = 62
# Whoever asks a day or two ahead has no time for more than coming.
_LEAD_FOR_A_FATE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A provider's instruments and their keeper."""

    keeper: Actor
    instruments: Sequence[Apparatus]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who books what. The first customer is researcher@, the first shelf keeper@'s: they get the most."""

    customers: Sequence[Customer]
    shelves: Sequence[Shelf]


class Planned(NamedTuple):
    """A visit and what shall become of it."""

    visit: Visit
    tell: Telling

    def story(self) -> Story:
        """Begin the story."""
        return self.tell(self.visit)


class Planner:
    """Makes visits, and decides what becomes of them."""

    def __init__(self, cast: Cast, now: datetime, rng: Random) -> None:
        """Plan around `now`."""
        self.cast = cast
        self.diary = Diary(rng)
        self._now = now
        self._rng = rng

    def plan(self) -> list[Planned]:
        """Return the visits of the weeks behind and ahead."""
        rng = self._rng
        past = [self._visit(-rng.randint(1, DAYS_BACK)) for _ in range(PAST_VISITS)]
        coming = [self._visit(rng.randint(1, DAYS_AHEAD)) for _ in range(COMING_VISITS)]
        return [
            *(Planned(visit, self._fate(visit)) for visit in past if visit),
            *(Planned(visit, self._use()) for visit in coming if visit),
        ]

    def visit(
        self, shelf: Shelf, apparatus: Apparatus, customer: Customer, span: Interval, asked_at: datetime
    ) -> Visit:
        """Return the visit of a span, paid by voucher where one may."""
        return Visit(
            apparatus=apparatus,
            keeper=shelf.keeper,
            customer=customer,
            span=span,
            asked_at=asked_at,
            voucher=customer.voucher_for(apparatus.card.region_code, pool_day(span.start)),
            purpose=self._rng.choice(PURPOSES),
            is_quoted_first=self._rng.random() < 0.3,
        )

    def _visit(self, days_from_now: int) -> Visit | None:
        """Return a visit on about that day, or None where the instrument is closed or full."""
        rng = self._rng
        first, *others = self.cast.shelves
        shelf = first if rng.random() < 0.25 else rng.choice(others)
        # Two of a provider's instruments are what it is known for.
        known_for = shelf.instruments[:2]
        apparatus = rng.choice([*shelf.instruments, *known_for, *known_for, *known_for])
        customer = rng.choices(self.cast.customers, weights=(55, 10, 20, 15))[0]
        window = _day_time(self._now + timedelta(days=days_from_now))
        span = self.diary.find(apparatus, window, rng.choice(_MINUTES))
        if span is None:
            return None
        lead = timedelta(days=rng.choice(_LEAD_DAYS), minutes=rng.randint(5, 500))
        latest = self._now - timedelta(minutes=rng.randint(30, 3000))
        return self.visit(shelf, apparatus, customer, span, min(span.start - lead, latest))

    def _fate(self, visit: Visit) -> Telling:
        use = self._use()
        if visit.span.start - visit.asked_at < _LEAD_FOR_A_FATE:
            return use
        fates = _MANUAL_FATES if visit.apparatus.is_manual else _FATES
        tellings = [use, *(telling for telling, _ in fates)]
        return self._rng.choices(tellings, [_USED_WEIGHT, *(weight for _, weight in fates)])[0]

    def _use(self) -> Telling:
        return partial(stories.used, pace=self._pace())

    def _pace(self) -> Pace:
        rng = self._rng
        return Pace(
            late=rng.randint(0, 12),
            early=rng.choice((0, 0, 0, 5, 10, 20, 30, -5)),
            samples=rng.randint(1, 12),
            sign_hours=rng.randint(1, 10),
            accept_hours=rng.choice((None, 2, 5, 20, 40)),
        )


def _day_time(moment: datetime) -> Interval:
    """Return 08:00 to 22:00 of that day in the pool."""
    morning = moment.astimezone(POOL_ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
    return Interval(morning, morning.replace(hour=22))
