"""How tests bring an order to where they need it."""

from datetime import timedelta
from typing import Any

from app.infra import clock
from tests.support.booking_pool import Pool, at


def requested(pool: Pool, **wish: Any) -> str:
    """Ask for a service without a price; return where the order is acted on."""
    service = pool.service(kind="research", unit="project", price=None)
    return _place(pool, {"service_id": service, "wishes": "An alloy that does not creep."} | wish)


def quoted(pool: Pool, **wish: Any) -> str:
    """Ask for two samples at ¥600, which quotes itself."""
    return _place(pool, {"service_id": pool.service(), "quantity": 2} | wish)


def contracted(pool: Pool, **wish: Any) -> str:
    act = quoted(pool, **wish)
    answer = pool.researcher.post(f"{act}/accept-quote")
    assert answer.status_code == 200, answer.json
    return act


def in_work(pool: Pool, **wish: Any) -> str:
    act = contracted(pool, **wish)
    assert pool.keeper.post(f"{act}/start").status_code == 200
    return act


def delivered(pool: Pool, **wish: Any) -> str:
    act = in_work(pool, **wish)
    assert pool.keeper.upload(f"{act}/documents", kind="deliverable").status_code == 201
    assert pool.keeper.post(f"{act}/deliver").status_code == 200
    return act


def offer(days: int = 30, minor: int = 1_000_00) -> dict[str, Any]:
    """Return the body of a quotation."""
    return {"price": {"minor": minor}, "due_on": at(days, "00:00").date().isoformat()}


def later(days: int) -> str:
    """Return a moment so many days ahead, as commands take it."""
    return (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _place(pool: Pool, wish: dict[str, Any]) -> str:
    answer = pool.researcher.post("/service-orders", wish)
    assert answer.status_code == 201, answer.json
    return f"/service-orders/{answer.json['ref']}"
