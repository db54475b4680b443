"""Lists of bookings: sorted by keyset, and taken along as files in which no text becomes a formula."""

import csv
from io import StringIO

import pytest

from app.accounts import actors
from app.booking.queries.bookings import BookingFilter, bookings
from app.infra import clock
from tests.support.booking_pool import slot

FORMULA = '=HYPERLINK("https://evil.example";"Pay here")'


@pytest.fixture
def refs(pool) -> list[str]:
    """Return the references of five bookings, the dearest first; two cost the same."""
    instrument = pool.instrument(confirmation="automatic", name=FORMULA)
    ends = ("14:00", "12:00", "12:00", "11:00", "10:00")
    booked = [slot(instrument, days=3 + at, start="09:00", end=end) for at, end in enumerate(ends)]
    return [pool.researcher.post("/bookings", each | {"purpose": FORMULA}).json["ref"] for each in booked]


def read(caller, address: str) -> list[dict[str, str]]:
    answer = caller.client.get(address, headers=caller.headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def test_pages_of_any_size_hold_every_row_once(app, pool, refs):
    with app.test_request_context():
        actor = actors.of_token(pool.researcher.token, now=clock.now()).actor

        def walked(sort: str) -> list[str]:
            found, cursor = [], ""
            while cursor is not None:
                page = bookings(BookingFilter(), actor, cursor=cursor, limit=2, sort=sort)
                found, cursor = [*found, *page.items], page.next
            return [card.ref for card in found]

        assert walked("price") == walked("-price")[::-1]
        assert sorted(walked("start")) == sorted(refs)


def test_a_file_has_all_rows_in_the_order_of_its_page(pool, refs):
    dearest_first = read(pool.researcher, "/bookings.csv?sort=-price&lang=en")
    cheapest_first = read(pool.researcher, "/bookings.csv?sort=price&lang=en")

    prices = [float(row["Price"]) for row in dearest_first]
    assert prices == sorted(prices, reverse=True)
    assert {row["Booking"] for row in dearest_first} == set(refs)
    assert [row["Booking"] for row in cheapest_first] == [row["Booking"] for row in reversed(dearest_first)]


def test_no_text_of_anybody_s_becomes_a_formula(pool, refs):
    rows = read(pool.keeper, "/bookings.csv?lang=en") + read(pool.keeper, "/desk.csv?lang=en")
    assert rows
    assert {row["Instrument"] for row in rows} == {f"'{FORMULA}"}


def test_a_page_says_how_it_is_sorted_and_offers_the_same_as_a_file(pool, refs):
    page = pool.researcher.client.get(
        "/bookings?shelf=upcoming&sort=-price", headers=pool.researcher.headers
    ).text
    assert page.count('aria-sort="descending"') == 1
    assert "/bookings?shelf=upcoming&amp;sort=price" in page
    assert "/bookings.xlsx?shelf=upcoming&amp;sort=-price" in page


def test_a_cursor_of_another_order_is_refused(pool, refs):
    wrong = {"sort": "-price", "cursor": "WyJub3QgYSBudW1iZXIiLDFd"}  # ["not a number",1]
    answer = pool.researcher.client.get("/bookings", query_string=wrong, headers=pool.researcher.headers)
    assert answer.status_code == 422
