"""The demo pool behind a real server, for programs that know nothing but design/api.md."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import Result

from tests.support.application import application, dispose
from tests.support.booking_pool import slot
from tests.support.callers import OutsideCaller
from tests.support.server import RunningServer, serving

PASSWORD = "one-pool-demo-2026"
ALWAYS_OPEN = {
    "timezone": "Asia/Shanghai",
    "weekly": [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)],
}
# ¥600 an hour at any time: 1,000 minutes cost ¥10,000.
SIX_HUNDRED = {
    "group": "enterprise",
    "effective_from": "2026-01-01",
    "unit": "hour",
    "bands": [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 60000}],
    "minimum_minutes": 60,
    "set_up_minor": 0,
    "charge_basis": "usage",
    "cancellation": [{"notice_hours": 24, "percent": 0}, {"notice_hours": 0, "percent": 50}],
    "no_show_percent": 100,
}


@dataclass(frozen=True)
class DemoPool:
    """A running demo pool; `by("keeper")` is the caller with the keeper's token."""

    server: RunningServer
    database_url: str
    instance: Path
    tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    def by(self, name: str, *scopes: str) -> OutsideCaller:
        """Return the caller with a token of `name`@demo.example, of both scopes unless told."""
        asked = (name, *(scopes or ("read", "write")))
        if asked not in self.tokens:
            flags = [word for scope in asked[1:] for word in ("--scope", scope)]
            made = self.command("token", "create", "--email", f"{name}@demo.example", *flags)
            assert made.exit_code == 0, made.output
            self.tokens[asked] = made.stdout.strip()
        return OutsideCaller(self.server.url, self.tokens[asked])

    @property
    def visitor(self) -> OutsideCaller:
        return OutsideCaller(self.server.url)

    def command(self, *arguments: str) -> Result:
        """Run `flask …` on the pool's database."""
        app = application(self.database_url, self.instance)
        try:
            return app.test_cli_runner().invoke(args=arguments)
        finally:
            dispose(app)

    def instrument(self, **changes: Any) -> int:
        """Publish an instrument as keeper: always open, ¥600 an hour, confirming by hand. Return its id."""
        body = {
            "name": "透射电子显微镜",
            "class_code": "01",
            "zone": "Asia/Shanghai",
            "publish": True,
            "opening_hours": ALWAYS_OPEN,
            "rate_card": SIX_HUNDRED,
            "confirmation": "manual",
        }
        answer = self.by("keeper").post("/instruments", body | changes)
        assert answer.status == 201, answer.body
        assert answer.json["state"] == "published"
        return answer.json["id"]

    def booking(self, instrument_id: int, *, purpose: str = "Grain sizes", **changes: Any) -> dict[str, Any]:
        """Book the usual slot as researcher, or one changed by `slot`'s and the body's fields."""
        where = {name: changes.pop(name) for name in ("days", "start", "end") if name in changes}
        body = slot(instrument_id, **where) | {"purpose": purpose} | changes
        answer = self.by("researcher").post("/bookings", body)
        assert answer.status == 201, answer.body
        return answer.json

    def voucher(self) -> str:
        """Return the number of the researcher's voucher that is good in both modes, with the most left."""
        found = self.by("researcher").get("/vouchers", limit=200).json["items"]
        both = [
            each
            for each in found
            if set(each["modes"]) == {"reimburse", "redeem"} and each["state"] == "active"
        ]
        return max(both, key=lambda each: each["balances"]["available"]["minor"])["number"]

    def balances(self, voucher: str) -> dict[str, int]:
        """Return what the buckets of a voucher hold, in minor units."""
        shown = self.by("researcher").get(f"/vouchers/{voucher}").json["balances"]
        return {bucket: money["minor"] for bucket, money in shown.items()}


@contextmanager
def demo_pool(database_url: str, instance: Path, *, workers: int = 2) -> Iterator[DemoPool]:
    """Serve a database with the demo pool for the length of the block."""
    with serving(database_url, instance, workers=workers) as server:
        yield DemoPool(server, database_url, instance)


def everything(pages: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """Follow a list's cursors to its end: `pages(query)` answers one page for the query given."""
    found: list[dict[str, Any]] = []
    query: dict[str, Any] = {}
    while True:
        page = pages(query)
        found += page["items"]
        if page["next"] is None:
            return found
        query = {"cursor": page["next"]}
