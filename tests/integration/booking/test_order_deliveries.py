"""What is delivered on an order, and at which price."""

from tests.support.booking_pool import codes
from tests.support.service_orders import in_work


def test_a_delivery_needs_something_delivered(pool):
    act = in_work(pool)
    assert codes(pool.keeper.post(f"{act}/deliver")) == {"deliverables_missing"}
    assert pool.keeper.upload(f"{act}/documents", kind="contract").status_code == 201
    assert codes(pool.keeper.post(f"{act}/deliver")) == {"deliverables_missing"}


def test_a_final_price_is_never_more_than_agreed(pool):
    act = in_work(pool)
    too_much = pool.keeper.post(f"{act}/deliver", {"price": {"minor": 1_200_01}})
    assert codes(too_much) == {"above_the_quotation", "deliverables_missing"}
    pool.keeper.upload(f"{act}/documents", kind="deliverable")
    refused = pool.keeper.post(f"{act}/deliver", {"price": {"minor": 1_200_01}})
    assert codes(refused) == {"above_the_quotation"}
    assert pool.keeper.post(f"{act}/deliver", {"price": {"minor": 0}}).json["final_price"]["minor"] == 0


def test_a_lower_price_stands_when_it_is_delivered_again(pool):
    act = in_work(pool)
    pool.keeper.upload(f"{act}/documents", kind="deliverable")
    pool.keeper.post(f"{act}/deliver", {"price": {"minor": 1_000_00}})
    pool.researcher.post(f"{act}/dispute", {"reason": "A curve is missing."})
    again = pool.keeper.post(f"{act}/deliver").json
    assert (again["state"], again["final_price"]["minor"]) == ("redelivered", 1_000_00)
    assert pool.researcher.get(act).json["actions"] == ["accept", "dispute"]
