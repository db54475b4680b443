from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from app.accounts.domain.actor import Actor, OrganisationCard
from app.accounts.domain.roles import OrganisationKind, Role
from app.demo.diary import Diary, quarter_up
from app.demo.hours import ALWAYS, OFFICE
from app.demo.instruments import Apparatus
from app.demo.planning import Cast, Planned, Planner, Shelf
from app.demo.visits import Customer
from app.demo.vouchers import BOTH, Purse
from app.kernel.interval import Interval
from app.pool.domain.cards import InstrumentCard, ProviderCard
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.states import InstrumentState

NOW = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)
DAY = Interval(NOW, NOW + timedelta(days=1))
ANHUI, JIANGSU = "340104", "320211"
WUJIANG = OrganisationCard(1, OrganisationKind.ENTERPRISE, "吴江", "Wujiang", "9", "320509")


def apparatus(number: int = 1, *, region: str = JIANGSU, hours=ALWAYS, **rules) -> Apparatus:
    provider = ProviderCard(
        1, 1, "taihu", "太湖", "Taihu", region, "中国", "", None, None, "", public_busy=True
    )
    details = InstrumentDetails(name=f"Instrument {number}")
    card = InstrumentCard(number, provider, details, InstrumentRules(**rules), InstrumentState.PUBLISHED, 100)
    return Apparatus(card, hours)


def customer() -> Customer:
    purse = Purse("V-1", BOTH, 3, NOW.date() + timedelta(days=30))
    actor = Actor(1, "R", "r@demo.example", "zh-CN", WUJIANG, frozenset({Role.RESEARCHER}))
    return Customer(actor, WUJIANG, [purse])


def planned(seed: int) -> list[Planned]:
    keeper = Actor(2, "K", "k@demo.example", "zh-CN", None, frozenset({Role.KEEPER}))
    shelves = [Shelf(keeper, [apparatus(10 * shelf + n) for n in range(10)]) for shelf in range(3)]
    return Planner(Cast([customer() for _ in range(4)], shelves), NOW, Random(seed)).plan()


def test_the_same_seed_plans_the_same_visits_and_another_others():
    one, same, other = ([each.visit for each in planned(seed)] for seed in (1, 1, 2))

    assert one == same
    assert one != other


def test_visits_are_asked_for_in_the_past_and_before_they_start():
    for visit, _ in planned(1):
        assert visit.asked_at < min(NOW, visit.span.start)


def test_planned_spans_of_an_instrument_keep_their_buffers_apart():
    diary = Diary(Random(1))
    instrument = apparatus(set_up_buffer_minutes=30, clean_up_buffer_minutes=15)

    spans = sorted(filter(None, (diary.find(instrument, DAY, 60) for _ in range(40))))

    assert len(spans) > 5
    assert all(second.start - first.end >= timedelta(minutes=45) for first, second in pairwise(spans))


def test_spans_lie_inside_opening_hours():
    span = Diary(Random(1)).find(apparatus(hours=OFFICE), DAY, 120)

    assert span is not None
    assert 0 <= span.start.hour < 8  # 08:30 to 17:30 in Shanghai


def test_there_is_no_span_where_the_instrument_is_closed():
    sunday = Interval(datetime(2026, 3, 8, 1, tzinfo=UTC), datetime(2026, 3, 8, 9, tzinfo=UTC))

    assert Diary(Random(1)).find(apparatus(hours=OFFICE), sunday, 60) is None


def test_where_regions_did_not_agree_on_redeeming_the_voucher_reimburses():
    wishes = [customer().voucher_for(ANHUI, NOW.date()) for _ in range(2)]

    assert all(wish is not None and wish.mode == "reimburse" for wish in wishes)


def test_a_voucher_pays_so_many_bookings_and_only_up_to_its_last_day():
    booker = customer()

    assert booker.voucher_for(JIANGSU, NOW.date() + timedelta(days=31)) is None
    assert [booker.voucher_for(JIANGSU, NOW.date()) is not None for _ in range(4)] == [True] * 3 + [False]


@pytest.mark.parametrize(("minute", "expected"), [(0, 0), (1, 15), (15, 15), (46, 60)])
def test_a_start_moves_up_to_the_quarter_hour(minute: int, expected: int):
    hour = NOW.replace(minute=0)

    assert quarter_up(hour + timedelta(minutes=minute)) == hour + timedelta(minutes=expected)
