"""What the first vouchers paid: a year ago, claimed and cleared since, and shortly before they lapsed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.demo import stories
from app.demo.claims import Desk, Fate, play_to
from app.demo.stories import Pace
from app.demo.visits import Customer
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.demo.planning import Planner
    from app.demo.stories import Story
    from app.demo.vouchers import Purse

#: The clearing provider's place among the shelves, and who books there.
CLEARED_AT = 6
#: Whose the vouchers are: researcher@'s and stranger@'s, by their place among the customers.
_OWNERS = (0, 2)
#: Which voucher is used at which shelf, how many days ago.
_A_YEAR_AGO = ((0, 0, 400), (0, 0, 397), (0, 0, 392), (1, CLEARED_AT, 399), (1, CLEARED_AT, 393))
_BEFORE_THE_END = tuple((0, shelf, 48 - 2 * shelf) for shelf in range(1, 9))
_LENGTH, _WITHIN = 120, timedelta(days=4)
_ASKED_BEFORE = timedelta(days=3)
#: From here back the claims count their steps, so that money went out about a year ago.
_CLAIMS_END = timedelta(days=340)


def uses_of_first_vouchers(planner: Planner, purses: Sequence[Purse], now: datetime) -> Iterator[Story]:
    """Yield the stories of what was used, each within a few days of its day."""
    owners = [planner.cast.customers[place] for place in _OWNERS]
    customers = [
        Customer(owner.actor, owner.enterprise, [purse]) for owner, purse in zip(owners, purses, strict=True)
    ]
    for customer, place, days_ago in (*_A_YEAR_AGO, *_BEFORE_THE_END):
        shelf = planner.cast.shelves[place]
        apparatus = next(each for each in shelf.instruments if not each.is_manual)
        first = now - timedelta(days=days_ago)
        span = planner.diary.find(apparatus, Interval(first, first + _WITHIN), _LENGTH)
        if span is not None:
            asked_at = span.start - _ASKED_BEFORE
            yield stories.used(planner.visit(shelf, apparatus, customers[customer], span, asked_at), Pace())


def claims_of_last_year(claimants: Sequence[Actor], desk: Desk) -> None:
    """Let claimants be paid all that had been used by then, by the officers at the desk."""
    then = Desk(desk.officer, desk.second, desk.now - _CLAIMS_END)
    for claimant in claimants:
        play_to(Fate.PAID, claimant, then)
