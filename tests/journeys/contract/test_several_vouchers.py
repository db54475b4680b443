"""Several vouchers named for one booking: what is answered, and what is refused."""

from tests.support.booking_pool import slot

AN_HOUR = 134_000_00


def usable(demo):
    """Return what is free of each of the researcher's vouchers that may pay the provider."""
    items = demo.by("researcher").get("/vouchers", limit=200).json["items"]
    return {
        each["number"]: each["balances"]["available"]["minor"]
        for each in items
        if each["state"] == "active" and "redeem" in each["modes"]
    }


def dear(demo):
    """Return a slot of which no voucher of the demo can pay the half, and all of them together can."""
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": AN_HOUR}]
    return slot(demo.instrument(rate_card={"effective_from": "2026-01-01", "bands": bands}))


def test_vouchers_that_are_too_small_alone_pay_together(demo):
    researcher, free = demo.by("researcher"), usable(demo)
    share = AN_HOUR * 3 // 2
    assert max(free.values()) < share <= sum(free.values())
    wish = dear(demo) | {"vouchers": [*free], "mode": "redeem"}
    quote = researcher.post("/quotes", wish).json
    assert (quote["problems"], quote["voucher_share"]["minor"]) == ([], share)
    parts = {each["number"]: each["amount"]["minor"] for each in quote["vouchers"]}
    assert len(parts) > 1
    assert sum(parts.values()) == share
    assert all(0 < minor <= free[number] for number, minor in parts.items())
    booking = researcher.post("/bookings", {"quote_id": quote["id"], "purpose": "x"})
    assert (booking.status, booking.json["vouchers"]) == (201, quote["vouchers"])
    assert usable(demo) == {number: minor - parts.get(number, 0) for number, minor in free.items()}
    assert researcher.post(f"/bookings/{booking.json['ref']}/cancel").json["state"] == "cancelled"
    assert usable(demo) == free


def test_naming_them_wrongly_is_told_field_by_field(demo):
    number, wish = demo.voucher(), slot(demo.instrument()) | {"mode": "redeem"}
    for path in ("/quotes", "/bookings"):
        both = demo.by("researcher").post(path, wish | {"voucher": number, "vouchers": [number]})
        assert (both.status, both.code) == (422, "voucher_and_vouchers")
        twice = demo.by("researcher").post(path, wish | {"vouchers": [number, number]})
        assert (twice.status, twice.code) == (422, "voucher_named_twice")
        none = demo.by("researcher").post(path, wish | {"vouchers": []})
        assert (none.status, none.codes) == (422, {"too_few"})


def test_each_problem_names_its_voucher(demo):
    wish = slot(demo.instrument()) | {"vouchers": [demo.voucher(), "YRD-0000-000000-XXXXX"], "mode": "redeem"}
    refused = demo.by("researcher").post("/bookings", wish | {"purpose": "x"})
    [problem] = refused.json["problems"]
    assert (refused.status, problem["code"], problem["field"]) == (422, "voucher_not_yours", "vouchers[1]")
    assert "YRD-0000-000000-XXXXX" in problem["message"]
