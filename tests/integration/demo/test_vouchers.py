"""The demo's programmes and vouchers, as design/api.md promises them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.queries import find_person_by_email, organisations_of
from app.infra import clock
from app.infra.db import Base, db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.pool import queries as pool
from app.pool.domain.days import pool_day
from app.voucher.domain.days import month_of
from app.voucher.domain.ledger import Reason
from app.voucher.domain.states import VoucherState
from app.voucher.queries.clearing import positions
from app.voucher.queries.programmes import all_programmes
from app.voucher.queries.vouchers import usable_by

pytestmark = pytest.mark.usefixtures("demo_app")
YEAR = timedelta(days=365)


def home_of(email: str):
    person = find_person_by_email(email)
    assert person is not None
    return organisations_of(person.id)[0]


def test_the_researcher_can_spend_a_hundred_thousand_yuan_in_both_modes():
    usable = usable_by(home_of("researcher@demo.example").id)

    assert any(
        each.voucher.modes == frozenset(VoucherMode) and each.balances.available >= Money(100_000 * 100)
        for each in usable
    )


def test_vouchers_stay_valid_into_the_next_year():
    for email in ("researcher@demo.example", "stranger@demo.example"):
        usable = usable_by(home_of(email).id)
        assert usable
        assert {each.voucher.use_by.year for each in usable} == {pool_day(clock.now()).year + 1}


def test_some_vouchers_paid_something_and_those_of_the_first_year_lapsed():
    voucher = Base.metadata.tables["voucher"]

    states = [row.state for row in db.session.execute(voucher.select())]

    assert states.count(VoucherState.LAPSED) == 3
    assert all(each.balances.claimable.is_positive for each in usable_by(home_of("stranger@demo.example").id))


def test_claims_stand_in_every_state_in_which_one_rests():
    states = set(db.session.scalars(select(Base.metadata.tables["claim"].c.state)))

    assert states >= {"submitted", "complete", "returned", "noticed", "payable", "paid"}


def test_two_regions_cleared_what_one_paid_for_the_other_a_year_ago():
    transfers = Base.metadata.tables["transfer"]
    paid = transfers.c.reason == str(Reason.PAY_OUT)
    across = transfers.c.payer_region != transfers.c.issuer_region
    at = db.session.scalars(select(func.min(transfers.c.at)).where(paid, across)).one()
    net = {position.region: position.net for position in positions(month_of(at))}

    assert clock.now() - at > timedelta(days=300)
    assert net["310110"].is_positive
    assert net["310110"] == -net["330421"]


def test_this_years_programmes_pay_half_and_are_labelled_as_demo_policy():
    this_year = [each for each in all_programmes() if each.year == pool_day(clock.now()).year]

    assert {each.region_code for each in this_year} == {"310118", "320509", "330421", "340500"}
    for programme in this_year:
        assert programme.policy.rate_percent == 50
        assert programme.policy.caps.per_year == Money(300_000 * 100)
        assert "demo policy" in programme.policy.label


def test_the_keepers_provider_is_accredited_in_jiangsu_and_recognised_by_qingpu():
    home = home_of("keeper@demo.example")
    today = pool_day(clock.now())
    provider = pool.provider_of(home.id)
    assert provider is not None
    assert provider.region_code is not None
    assert provider.region_code.startswith("32")

    assert home_of("provider@demo.example") == home
    assert pool.accreditation_for(provider.id, today + YEAR)
    recognition = pool.recognition_for("310118", provider.region_code, today + YEAR)
    assert recognition is not None
    assert set(recognition.modes) == {"reimburse", "redeem"}


def test_one_pair_of_regions_did_not_agree_on_redeeming():
    recognition = pool.recognition_for("320509", "340104", pool_day(clock.now()))

    assert recognition is not None
    assert set(recognition.modes) == {"reimburse"}
