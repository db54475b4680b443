"""The worked example of domain.md over HTTP: price 10,000, hold 5,000, actual price 8,000, captured 4,000."""

import pytest

from tests.support.booking_pool import at, slot


def yuan(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": "CNY"}


# 通用 reimburse: the enterprise pays the provider everything. 通兑 redeem: it pays what the voucher does not.
@pytest.mark.parametrize(
    ("mode", "own_before", "own_after"), [("reimburse", 10_000, 8_000), ("redeem", 5_000, 4_000)]
)
def test_the_worked_example_comes_out_to_the_fen(demo, mode, own_before, own_after):
    researcher, keeper = demo.by("researcher"), demo.by("keeper")
    instrument, voucher = demo.instrument(), demo.voucher()
    before = demo.balances(voucher)
    wish = slot(instrument, start="06:00", end="22:40") | {"voucher": voucher, "mode": mode}

    quote = researcher.post("/quotes", wish | {"hold": True})
    assert quote.status == 201, quote.body
    assert quote.json["problems"] == []
    assert (quote.json["total"], quote.json["voucher_share"]) == (yuan(10_000), yuan(5_000))
    assert (quote.json["own_share"], quote.json["net_cost"]) == (yuan(own_before), yuan(5_000))
    assert sum(line["amount"]["minor"] for line in quote.json["lines"]) == 1_000_000
    assert quote.json["recognition"]

    booked = researcher.post("/bookings", {"quote_id": quote.json["id"], "purpose": "Worked example"})
    assert booked.status == 201, booked.body
    assert booked.json["total"] == yuan(10_000)
    assert booked.json["voucher_share"] == yuan(5_000)
    assert booked.json["own_share"] == yuan(own_before)
    assert booked.json["net_cost"] == yuan(5_000)
    held = demo.balances(voucher)
    assert held["held"] - before["held"] == 500_000
    assert before["available"] - held["available"] == 500_000

    act = f"/bookings/{booked.json['ref']}"
    assert keeper.post(f"{act}/confirm").json["state"] == "confirmed"
    assert keeper.post(f"{act}/check-in", {"at": at(3, "06:00").isoformat()}).json["state"] == "in_use"
    assert keeper.post(f"{act}/check-out", {"at": at(3, "19:20").isoformat()}).json["state"] == "completed"
    assert keeper.post(f"{act}/sign-usage").json["usage"]["state"] == "signed"
    assert researcher.post(f"{act}/accept-usage").json["state"] == "settled"

    for reader in (researcher, keeper, demo.by("manager")):
        settlement = reader.get(f"{act}/settlement").json
        assert settlement["mode"] == mode
        assert settlement["total"] == yuan(8_000)
        assert settlement["captured"] == yuan(4_000)
        assert settlement["released"] == yuan(1_000)
        assert settlement["own_share"] == yuan(own_after)
        assert settlement["net_cost"] == yuan(4_000)
        assert sum(line["quoted"]["minor"] for line in settlement["lines"]) == 1_000_000
        assert sum(line["actual"]["minor"] for line in settlement["lines"]) == 800_000

    after = demo.balances(voucher)
    assert after["held"] == before["held"]
    assert after["claimable"] - before["claimable"] == 400_000
    assert before["available"] - after["available"] == 400_000
    transfers = [
        line
        for line in researcher.get(f"/vouchers/{voucher}/ledger", limit=200).json["items"]
        if line["reference"] == booked.json["ref"]
    ]
    assert sorted(line["amount"]["minor"] for line in transfers) == [100_000, 400_000, 500_000]
    verified = demo.command("verify")
    assert verified.exit_code == 0, verified.output
