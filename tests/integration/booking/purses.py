"""Two vouchers of a programme that pay together, and what tests look at them for."""

from dataclasses import dataclass

from tests.support.booking_pool import at, slot


@dataclass
class Purses:
    """Vouchers of ¥400 and ¥900; the smaller pays first. Three hours cost ¥1,900, of which they pay ¥950."""

    small: str
    large: str

    @property
    def named(self):
        return {"vouchers": [self.large, self.small], "mode": "redeem"}

    @property
    def parts(self):
        return [part(self.small, 40_000), part(self.large, 55_000)]


def part(number, minor):
    return {"number": number, "amount": {"minor": minor, "currency": "CNY"}}


def balances(pool, number):
    kept = pool.researcher.get(f"/vouchers/{number}").json["balances"]
    return tuple(kept[name]["minor"] for name in ("available", "held", "claimable"))


def verified(cli):
    done = cli.invoke(args=["verify"])
    assert done.exit_code == 0, done.output
    return True


def book(pool, purses):
    booked = pool.researcher.post("/bookings", slot(pool.instrument()) | purses.named)
    assert booked.status_code == 201, booked.json
    return booked.json


def use(pool, ref, until):
    for caller, action, body in (
        (pool.keeper, "check-in", {"at": at(3, "09:00").isoformat()}),
        (pool.keeper, "check-out", {"at": at(3, until).isoformat()}),
        (pool.keeper, "sign-usage", {}),
        (pool.researcher, "accept-usage", {}),
    ):
        done = caller.post(f"/bookings/{ref}/{action}", body)
        assert done.status_code == 200, done.json
