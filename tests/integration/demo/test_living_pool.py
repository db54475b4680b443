"""What a newcomer finds in the demo pool."""

from collections import Counter, defaultdict

import pytest
from sqlalchemy import select

from app.booking.domain.orders.states import OrderState
from app.booking.domain.states import State, UsageState
from app.infra import clock
from app.infra.db import Base, db
from app.kernel.words import ServiceKind
from app.pool import queries as pool
from app.pool.domain.instruments import Confirmation
from app.pool.domain.states import InstrumentState

pytestmark = pytest.mark.usefixtures("demo_app")


def table(name: str):
    return Base.metadata.tables[name]


def test_bookings_are_in_every_state():
    found = set(db.session.scalars(select(table("booking").c.state)))

    assert found == {str(state) for state in State}


def test_orders_are_in_every_state_in_which_one_rests():
    found = set(db.session.scalars(select(table("service_order").c.state)))

    assert found == {str(state) for state in OrderState} - {OrderState.ACCEPTED}


def test_vouchers_pay_for_orders_in_both_modes():
    settled = table("settlement")
    paid = select(settled.c.mode).where(settled.c.order_id.is_not(None), settled.c.captured_minor > 0)

    assert set(db.session.scalars(paid)) == {"reimburse", "redeem"}


def test_forty_services_of_the_four_kinds_are_published():
    service = table("service")
    kinds = Counter(db.session.scalars(select(service.c.kind).where(service.c.state == "published")))

    assert kinds.total() == 40
    assert set(kinds) == set(ServiceKind)


def test_usage_is_recorded_signed_disputed_adjusted_and_final():
    found = set(db.session.scalars(select(table("usage_session").c.state)))

    assert found == {str(state) for state in UsageState} - {UsageState.ACCEPTED}


def test_the_keepers_own_desk_has_something_of_everything():
    keeper = pool.find_provider("taihu-materials")
    assert keeper is not None
    booking = table("booking")
    own = booking.c.provider_organisation_id == keeper.organisation_id

    found = Counter(db.session.scalars(select(booking.c.state).where(own)))

    assert set(found) == {str(state) for state in State}


def test_each_history_was_written_in_the_order_of_time():
    event = table("event")
    moments = defaultdict(list)
    for row in db.session.execute(select(event).order_by(event.c.id)):
        moments[row.subject_kind, row.subject_ref].append(row.at)

    assert [subject for subject, each in moments.items() if each != sorted(each)] == []


def test_twenty_providers_have_two_hundred_published_instruments():
    assert len(pool.providers()) == 20
    instrument = table("instrument")
    states = Counter(db.session.scalars(select(instrument.c.state)))
    assert states == {InstrumentState.PUBLISHED: 200}


def test_most_instruments_confirm_by_themselves_and_some_ask_their_keeper():
    found = Counter(db.session.scalars(select(table("instrument").c.confirmation)))

    assert found[Confirmation.AUTOMATIC] > 4 * found[Confirmation.MANUAL] > 0


@pytest.mark.parametrize(("query", "count"), [("万能材料试验机", 8), ("NMR", 8), ("月球车", 0)])
def test_instruments_are_found_in_chinese_and_english(query: str, count: int):
    assert pool.count(pool.CatalogueFilter(q=query)) == count


def test_every_quote_is_used_or_expired_once_its_time_is_over():
    quote = table("quote")
    over = select(quote.c.state).where(quote.c.valid_until <= clock.now())
    assert set(db.session.scalars(over)) == {"used", "expired"}
