from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import Money
from app.voucher.domain.clearing import net
from app.voucher.domain.regions import reaches

REGIONS = st.sampled_from(["310118", "320000", "330421", "340500"])


@given(st.lists(st.tuples(REGIONS, REGIONS, st.integers(-(10**9), 10**9).map(Money)), max_size=50))
def test_positions_sum_to_zero_whatever_was_paid(payments):
    assert sum(position.net.minor for position in net(payments)) == 0


def test_the_region_that_is_owed_most_stands_in_front():
    positions = net([("A", "B", Money(5)), ("A", "C", Money(7)), ("B", "A", Money(2))])
    assert [(each.region, each.net.minor) for each in positions] == [("A", 10), ("B", -3), ("C", -7)]


def test_an_authority_acts_for_its_region_and_those_within():
    assert reaches("320000", "320509")
    assert reaches("310118", "310118")
    assert not reaches("310118", "310000")
    assert not reaches("330400", "330500")
