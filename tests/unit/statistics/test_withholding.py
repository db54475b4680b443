"""Nobody can work one enterprise out of what everybody is told."""

from hypothesis import given
from hypothesis import strategies as st

from app.statistics.domain.reports import FEWEST, Row, share_of, told_to_everybody

COUNTS = st.lists(st.integers(0, 9), max_size=12)


def rows(counts):
    return [Row((str(at),), (10 * count,), count) for at, count in enumerate(counts)]


def hidden(counts, *, adds_up):
    told = told_to_everybody(rows(counts), adds_up=adds_up)
    return [count for count, row in zip(counts, told, strict=True) if row.is_hidden]


@given(COUNTS)
def test_what_fewer_than_three_enterprises_did_is_withheld(counts):
    assert hidden(counts, adds_up=False) == [count for count in counts if 0 < count < FEWEST]


@given(COUNTS)
def test_what_is_withheld_of_a_total_stands_for_three_enterprises_at_least(counts):
    found = hidden(counts, adds_up=True)
    others = [count for count in counts if count >= FEWEST]
    assert not found or max(found) >= FEWEST or not others


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_no_total_of_a_line_or_a_column_tells_the_one_that_is_missing(counts):
    table = [Row((str(at // 3), str(at % 3)), (10 * count,), count) for at, count in enumerate(counts)]
    told = told_to_everybody(table, adds_up=True)
    for line in (slice(0, 3), slice(3, 6), slice(6, 9), slice(0, 9, 3), slice(1, 9, 3), slice(2, 9, 3)):
        withheld = [count for count, row in zip(counts[line], told[line], strict=True) if row.is_hidden]
        assert max(withheld, default=FEWEST) >= FEWEST or max(counts[line]) < FEWEST


@given(COUNTS)
def test_a_withheld_row_has_no_values(counts):
    for row in told_to_everybody(rows(counts), adds_up=True):
        assert row.values == (() if row.is_hidden else (10 * row.enterprises,))


def test_what_tells_of_no_enterprise_is_told():
    [row] = told_to_everybody([Row(("provider",), (1,))], adds_up=True)
    assert not row.is_hidden


def test_a_share_is_rounded_half_up_and_nothing_has_none():
    assert share_of(3, 1) == 3333
    assert share_of(3, 2) == 6667
    assert share_of(20_000, 1) == 1
    assert share_of(0, 0) is None
