from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.booking.domain.lines import lines_from_data, lines_to_data, pairs_from_data, pairs_to_data
from app.booking.domain.settlement import actual_price, beside, final_shares
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.pool.domain.pricing import LineKind, price
from app.pool.domain.rates import Band, ChargeBasis, RateTerms
from tests.support.spans import span

SHANGHAI = ZoneInfo("Asia/Shanghai")
BOOKED = span("2026-03-05 01:00", "04:00")  # 09:00–12:00 there
EVERY_DAY = frozenset(range(1, 8))


def terms(basis=ChargeBasis.USAGE, **changes) -> RateTerms:
    bands = changes.pop("bands", (Band(EVERY_DAY, 0, 1440, 60_000),))
    return RateTerms("enterprise", date(2026, 1, 1), bands, charge_basis=basis, **changes)


QUOTED = price(terms(), BOOKED, SHANGHAI)


@pytest.mark.parametrize(
    ("basis", "used", "minor"),
    [
        (ChargeBasis.USAGE, span("2026-03-05 01:00", "03:30"), 150_000),
        (ChargeBasis.RESERVATION, span("2026-03-05 01:00", "03:30"), 180_000),
        (ChargeBasis.GREATER, span("2026-03-05 01:00", "03:30"), 180_000),
        (ChargeBasis.GREATER, span("2026-03-05 01:00", "04:30"), 210_000),
        (ChargeBasis.RESERVATION, span("2026-03-05 01:00", "04:30"), 180_000),
    ],
)
def test_the_card_says_whether_use_or_booking_is_charged(basis, used, minor):
    assert actual_price(terms(basis), BOOKED, used, SHANGHAI, QUOTED).total == Money(minor)


def test_minutes_without_a_price_are_not_charged():
    # Priced up to noon there; the session ran on until one.
    morning = terms(bands=(Band(EVERY_DAY, 540, 720, 60_000),))
    used = span("2026-03-05 01:30", "05:00")
    assert actual_price(morning, BOOKED, used, SHANGHAI, QUOTED).total == Money(150_000)


@pytest.mark.parametrize("basis", ChargeBasis)
def test_what_has_no_price_any_more_costs_what_was_quoted(basis):
    evening = terms(basis, bands=(Band(EVERY_DAY, 1200, 1440, 60_000),))
    assert actual_price(evening, BOOKED, BOOKED, SHANGHAI, QUOTED) == QUOTED


def test_lines_meet_their_counterparts():
    card = terms(set_up_minor=10_000)
    quoted = price(card, BOOKED, SHANGHAI).lines
    actual = price(card, span("2026-03-05 01:00", "03:30"), SHANGHAI).lines
    pairs = beside(quoted, actual, "CNY")
    assert [(pair.kind, pair.difference) for pair in pairs] == [
        (LineKind.TIME, Money(-30_000)),
        (LineKind.SET_UP, Money(0)),
    ]


def test_a_band_that_was_not_used_and_one_that_was_not_quoted_stand_alone():
    card = terms(bands=(Band(EVERY_DAY, 0, 720, 60_000), Band(EVERY_DAY, 720, 1440, 30_000)))
    quoted = price(card, BOOKED, SHANGHAI).lines
    actual = price(card, span("2026-03-05 04:00", "05:00"), SHANGHAI).lines
    pairs = beside(quoted, actual, "CNY")
    assert [pair.difference for pair in pairs] == [Money(-180_000), Money(30_000)]


def test_equal_lines_are_paired_in_their_turn():
    [line] = price(terms(), BOOKED, SHANGHAI).lines
    pairs = beside([line, line], [line, line, line], "CNY")
    assert [(pair.quoted is None, pair.actual is None) for pair in pairs] == [
        (False, False),
        (False, False),
        (True, False),
    ]


# domain.md, "Worked": price 10,000, rate 50 %, actual price 8,000, captured 4,000.
@pytest.mark.parametrize(("mode", "own"), [(VoucherMode.REIMBURSE, 8_000), (VoucherMode.REDEEM, 4_000)])
def test_net_cost_is_the_same_in_both_modes(mode, own):
    shares = final_shares(Money(8_000), Money(4_000), mode)
    assert (shares.own_share, shares.net_cost) == (Money(own), Money(4_000))


def test_without_a_voucher_the_enterprise_pays_all():
    assert final_shares(Money(8_000), Money(0), None).own_share == Money(8_000)


def test_kept_lines_come_back_the_same():
    lines = price(terms(set_up_minor=10_000, minimum_minutes=240), BOOKED, SHANGHAI).lines
    assert lines_from_data(lines_to_data(lines), "CNY") == lines
    pairs = beside(lines, lines[:1], "CNY")
    assert pairs_from_data(pairs_to_data(pairs), "CNY") == pairs
