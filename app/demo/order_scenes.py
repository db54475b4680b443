"""The orders of the demo pool: at keeper@'s provider one in every state, and some at the others'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.demo import commissions
from app.demo.commissions import Commission
from app.demo.stories import Story
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.demo.planning import Cast
    from app.demo.visits import Customer
    from app.pool.domain.cards import ServiceCard

Telling = Callable[[Commission], Story]

_WISHES = (
    "批量验证新配方，请注明取样位置。",
    "样品易氧化，请在氮气下制备。",
    "请按标准给出不确定度。",
    "研发评审需要，希望提前两天交付。",
)

# Which of the first provider's services (by its place), asked how many days ago, how many, what comes of it.
# A voucher pays where the total stays within what the purses allow; none pays for a test the law requires.
_AT_THE_FIRST: tuple[tuple[int, float, int, Telling], ...] = (
    (2, 1, 1, commissions.unanswered),
    (3, 2, 1, commissions.unanswered),
    (2, 2.5, 1, commissions.quoted),
    (0, 4, 3, commissions.quoted),
    (1, 2.5, 1, commissions.agreed),
    (5, 6, 4, commissions.begun),
    (0, 13, 6, commissions.begun),
    (0, 9, 5, commissions.handed_over),
    (1, 11, 1, commissions.objected),
    (0, 14, 4, commissions.mended),
    (0, 26, 5, partial(commissions.settled, percent=80)),
    (1, 33, 2, commissions.settled),
    (5, 40, 6, commissions.settled),
    (4, 31, 2, commissions.settled),
    (2, 50, 1, commissions.declined),
    (2, 45, 1, commissions.withdrawn),
    (3, 44, 1, commissions.unanswered),
    (0, 29, 2, commissions.cancelled),
    (1, 36, 1, commissions.given_up),
)
_ELSEWHERE: tuple[Telling, ...] = (
    commissions.settled,
    commissions.begun,
    commissions.settled,
    commissions.handed_over,
    commissions.quoted,
    partial(commissions.settled, percent=75),
    commissions.cancelled,
)
_MOST_WITH_VOUCHER = 10_000
_QUOTED_YUAN = 9_600


def order_scenes(cast: Cast, services: Mapping[str, Sequence[ServiceCard]], now: datetime) -> Iterator[Story]:
    """Yield the stories of all orders: researcher@'s at keeper@'s provider, everybody's at the others'."""
    first, *others = cast.shelves
    codes = list(services)
    for turn, (place, days_ago, quantity, tell) in enumerate(_AT_THE_FIRST):
        asked_at = now - timedelta(days=days_ago, minutes=17 * turn)
        service = services[codes[0]][place]
        yield tell(_commission(service, first.keeper, cast.customers[0], quantity, asked_at))
    for turn, (code, shelf) in enumerate(zip(codes[1:], others, strict=True)):
        service = services[code][turn % len(services[code])]
        asked_at = now - timedelta(days=20 + turn, hours=turn)
        customer = cast.customers[turn % len(cast.customers)]
        tell = _ELSEWHERE[turn % len(_ELSEWHERE)]
        yield tell(_commission(service, shelf.keeper, customer, 1, asked_at))


def _commission(
    service: ServiceCard, keeper: Actor, customer: Customer, quantity: int, asked_at: datetime
) -> Commission:
    details = service.details
    yuan = _QUOTED_YUAN if details.price is None else details.price.minor * quantity // 100
    # The day of delivery at the latest, if the quotation is accepted within three days.
    due_on = pool_day(asked_at) + timedelta(days=details.lead_days + 3)
    pays = yuan <= _MOST_WITH_VOUCHER and not details.is_required_test
    return Commission(
        service=service,
        keeper=keeper,
        customer=customer,
        asked_at=asked_at,
        quantity=quantity,
        wishes=_WISHES[service.id % len(_WISHES)],
        voucher=customer.voucher_for(service.region_code, due_on) if pays else None,
        yuan=yuan,
        work_days=min(details.lead_days, 5),
    )
