"""What happens in the year: grants, bookings and orders in every way they go, and one that is worked out."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.booking.domain.wishes import VoucherWish
from app.demo import commissions, stories
from app.demo.commissions import Commission
from app.demo.stories import Pace, Story
from app.demo.visits import Customer, Visit
from app.infra.db import transaction
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.applications import ApplicationTerms, draft_application, submit
from app.voucher.reviewing import Approval, approve
from tests.integration.voucher.world import NOW, Member
from tests.integration.year.stage import Stage

DAYS = 260  # from the first booking to the last, which is used in November
ASKED_BEFORE = timedelta(days=6)
FACE, ASKED_TOO_MUCH = Money(25_000_00), Money(1_000_00)


@dataclass(frozen=True)
class Size:
    """How much happens. `ONEPOOL_YEAR=full` is the year of `make test-deep`."""

    enterprises: int
    grants: int
    bookings: int
    orders: int
    instruments: int


SIZES = {"small": Size(4, 10, 60, 10, 2), "full": Size(20, 200, 1_800, 200, 8)}
SIZE = SIZES[os.environ.get("ONEPOOL_YEAR", "small")]

# Used to the end, left early, not checked out, not come, cancelled in time and late, disputed, …
BOOKINGS: tuple[Callable[[Visit], Story], ...] = (
    lambda visit: stories.used(visit, Pace(early=7)),
    stories.not_checked_out,
    lambda visit: stories.used(visit, Pace(early=61, accept_hours=None)),
    stories.missed,
    lambda visit: stories.cancelled(visit, timedelta(days=3)),
    lambda visit: stories.disputed(visit, Pace(early=13)),
    lambda visit: stories.cancelled(visit, timedelta(hours=3)),
    lambda visit: stories.used(visit, Pace()),
    stories.appealed,
    stories.cancelled_by_provider,
    stories.declined,
    lambda visit: stories.used(visit, Pace(early=-20)),
)
ORDERS: tuple[Callable[[Commission], Story], ...] = (
    commissions.settled,
    partial(commissions.settled, percent=83),
    commissions.handed_over,
    commissions.delivered_again,
    commissions.cancelled,
    commissions.withdrawn,
    commissions.given_up,
)


@dataclass(frozen=True)
class Granted:
    """A voucher and whose it is."""

    number: str
    owner: Member


def grant_all(stage: Stage, size: Size) -> list[Granted]:
    """Let each enterprise apply in turn; every third asks for more than it is granted."""
    return [_grant(stage, stage.enterprises[at % size.enterprises], at) for at in range(size.grants)]


def _grant(stage: Stage, owner: Member, at: int) -> Granted:
    district, by = stage.district_of(owner), owner.actor
    asked = FACE + ASKED_TOO_MUCH if at % 3 == 2 else FACE
    approval = Approval(FACE, "for a part") if asked > FACE else Approval()
    terms = ApplicationTerms(asked, "Microscopy")
    application = transaction(
        lambda: draft_application(programme_id=district.programme, terms=terms, by=by, now=NOW).id
    )
    transaction(lambda: submit(application_id=application, by=by, now=NOW))
    officer = district.officer.actor
    granted = transaction(lambda: approve(application_id=application, approval=approval, by=officer, now=NOW))
    return Granted(granted.voucher_number or "", owner)


def year_of(stage: Stage, vouchers: Sequence[Granted], mode: VoucherMode, size: Size) -> Iterator[Story]:
    """Yield the stories of all bookings and orders. The day of each instrument is taken once."""
    first, taken = NOW + timedelta(days=8, hours=-1), size.bookings // size.instruments
    for at in range(size.bookings):
        turn, instrument = divmod(at, size.instruments)
        start = first + timedelta(days=turn * DAYS // taken, hours=instrument % 3)
        span = Interval(start, start + timedelta(minutes=120 + 15 * (at % 9)))
        yield BOOKINGS[at % len(BOOKINGS)](visit_of(stage, vouchers[at % len(vouchers)], mode, span, at))
    for at in range(size.orders):
        asked_at = first + timedelta(days=at * (DAYS - 30) // size.orders, minutes=11 * at)
        order = _order(stage, vouchers[at % len(vouchers)], mode, asked_at, 1 + at % 3)
        yield ORDERS[at % len(ORDERS)](order)


def worked_example(stage: Stage, voucher: Granted, mode: VoucherMode) -> Story:
    """Book ten hours at ¥1,000 and use eight."""
    start = NOW + timedelta(days=2)
    span = Interval(start, start + timedelta(hours=10))
    return stories.used(visit_of(stage, voucher, mode, span, 0), Pace(late=0, early=120))


def visit_of(stage: Stage, voucher: Granted, mode: VoucherMode, span: Interval, at: int) -> Visit:
    return Visit(
        apparatus=stage.instruments[at % len(stage.instruments)],
        keeper=stage.keeper.actor,
        customer=_customer(voucher),
        span=span,
        asked_at=max(NOW, span.start - ASKED_BEFORE),
        voucher=VoucherWish(voucher.number, mode),
        purpose="A year's work",
        is_quoted_first=at % 5 == 4,
    )


def _order(
    stage: Stage, voucher: Granted, mode: VoucherMode, asked_at: datetime, quantity: int
) -> Commission:
    return Commission(
        service=stage.service,
        keeper=stage.keeper.actor,
        customer=_customer(voucher),
        asked_at=asked_at,
        quantity=quantity,
        wishes="Please note the place of each sample.",
        voucher=VoucherWish(voucher.number, mode),
        yuan=0,
        work_days=5,
    )


def _customer(voucher: Granted) -> Customer:
    return Customer(voucher.owner.actor, voucher.owner.organisation, ())
