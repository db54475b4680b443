"""Services and orders in the crowd: so many of one's own, and one of each that has an address."""

from dataclasses import dataclass

from tests.support.booking_pool import Pool
from tests.support.service_orders import delivered, in_work, quoted, requested


@dataclass(frozen=True)
class Orders:
    """A service, and orders as one acts on them: `/service-orders/S-…`; `document` belongs to `settled`."""

    service_id: int
    requested: str
    quoted: str
    settled: str
    document: str


def build_orders(pool: Pool, own: int) -> Orders:
    """Order everything `own` times over."""
    asked = [requested(pool) for _ in range(own)]
    offered = [quoted(pool) for _ in range(own)]
    for _ in range(own):
        in_work(pool)
    settled = [_settled(pool) for _ in range(own)]
    documents = pool.researcher.get(f"{settled[0]}/documents").json["items"]
    return Orders(
        service_id=pool.service(),
        requested=asked[0],
        quoted=offered[0],
        settled=settled[0],
        document=documents[0]["id"],
    )


def _settled(pool: Pool) -> str:
    act = delivered(pool)
    assert pool.researcher.post(f"{act}/accept").status_code == 200
    return act
