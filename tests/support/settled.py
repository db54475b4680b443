"""Bookings that were used and settled, over the API, for tests of what follows."""

from typing import Any

from tests.support.booking_pool import at
from tests.support.demo import DemoPool


def settled(demo: DemoPool, *, mode: str, days: int = 3, instrument: int | None = None) -> str:
    """Let three hours of ¥600 be booked with the voucher, used and accepted; return the reference."""
    where = instrument or demo.instrument(confirmation="automatic")
    booked: dict[str, Any] = demo.booking(where, days=days, voucher=demo.voucher(), mode=mode)
    keeper, path = demo.by("keeper"), f"/bookings/{booked['ref']}"
    for step, clock_time in (("check-in", "09:00"), ("check-out", "12:00")):
        answer = keeper.post(f"{path}/{step}", {"at": at(days, clock_time).isoformat()})
        assert answer.status == 200, answer.body
    assert keeper.post(f"{path}/sign-usage").status == 200
    accepted = demo.by("researcher").post(f"{path}/accept-usage")
    assert accepted.json["state"] == "settled", accepted.body
    return booked["ref"]
