"""What no honest program sends: signs no text can hold, numbers and spans beyond all sense."""

from time import monotonic

import pytest

from tests.support.booking_pool import slot

A_BLINK_SECONDS = 5


@pytest.mark.parametrize(
    "path", ["/bookings/%00", "/bookings/B%00/settlement", "/vouchers/V%00", "/vouchers/V%00/ledger"]
)
def test_an_address_with_nul_names_nothing(demo, path):
    assert demo.by("researcher").get(path).status == 404


@pytest.mark.parametrize("name", ["q", "category", "region", "provider"])
def test_nul_in_a_query_is_refused_by_its_name(demo, name):
    answer = demo.visitor.get("/instruments", **{name: "a\0b"})
    assert (answer.status, answer.code, answer.fields) == (422, "wrong_form", {name})


def test_nul_in_a_body_is_refused_by_its_path(demo):
    body = slot(demo.instrument()) | {"purpose": "a\0b", "voucher": "\0"}
    answer = demo.by("researcher").post("/bookings", body)
    assert (answer.status, answer.code, answer.codes) == (422, "invalid", {"wrong_form"})
    assert answer.fields == {"purpose", "voucher"}


def test_the_six_letters_after_a_backslash_are_an_ordinary_text(demo):
    body = slot(demo.instrument()) | {"voucher": r"\u0000"}
    assert demo.by("researcher").post("/quotes", body).status == 201


@pytest.mark.parametrize("path", ["/instruments", "/free-slots"])
def test_a_price_beyond_every_number_is_refused(demo, path):
    answer = demo.visitor.get(path, minutes=60, max_hourly=10**20)
    assert (answer.status, answer.fields) == (422, {"max_hourly"})


@pytest.mark.parametrize("path", ["/quotes", "/bookings"])
def test_a_span_of_thousands_of_years_is_refused_at_once(demo, path):
    body = slot(demo.instrument()) | {"ends_at": "8999-12-31T00:00:00Z"}
    began = monotonic()
    answer = demo.by("researcher").post(path, body)
    assert monotonic() - began < A_BLINK_SECONDS
    assert (answer.status, answer.codes) == (422, {"longer_than_maximum", "too_far"})
