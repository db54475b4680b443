"""Service orders are told as bookings are; and a message is sent again by hand a few times, not for ever."""

import json

from app.webhooks.sending import MOST_REPLAYS
from tests.support.documented import documented
from tests.support.papers import done
from tests.support.service_orders import delivered, quoted

ORDER_MESSAGE = {"$ref": "#/components/schemas/OrderMessage"}


def told(requests, path: bytes) -> list[dict]:
    """Return the messages that came to a path."""
    return [json.loads(each.partition(b"\r\n\r\n")[2]) for each in requests if path in each.split(b"\r\n")[0]]


def test_an_order_is_told_to_both_sides_and_to_nobody_who_did_not_ask(world):
    world.register(world.pool.manager, "order", path="/enterprise")
    world.register(world.pool.manager, "booking", path="/bookings-only")
    world.register(world.provider, "order", path="/provider")
    act = delivered(world.pool)
    done(world.pool.researcher, f"{act}/accept")

    got = world.work()

    ours, theirs = told(got, b"/enterprise"), told(got, b"/provider")
    assert ours == theirs
    assert told(got, b"/bookings-only") == []
    assert [each["type"] for each in ours] == [
        "order.requested", "order.quoted", "order.contracted", "order.in_work", "order.add_deliverable",
        "order.delivered", "order.accepted", "order.settled",
    ]  # fmt: skip
    order = world.pool.researcher.get(act).json
    last = ours[-1]["data"]
    assert (last["previous_state"], last["state"]) == ("accepted", "settled")
    assert {name: last[name] for name in ("ref", "service_id", "quantity", "due_on", "total")} == {
        name: order[name] for name in ("ref", "service_id", "quantity", "due_on", "total")
    }
    assert last["url"].endswith(f"/api/v1{act}")
    assert [misfit for each in ours for misfit in documented().misfits(ORDER_MESSAGE, each)] == []


def test_a_message_is_sent_again_ten_times_an_hour_and_then_later(world):
    hook = world.register(world.pool.manager, "order")
    quoted(world.pool)
    world.work()
    first, second = world.log(world.pool.manager, hook)
    replay = f"/webhooks/{hook['ref']}/deliveries/{first['id']}/replay"
    for _ in range(MOST_REPLAYS):
        done(world.pool.manager, replay)

    refused = world.pool.manager.post(replay)

    [problem] = refused.json["problems"]
    said = (refused.status_code, problem["code"], problem["field"], problem["values"]["minutes"])
    assert said == (429, "too_many_replays", "delivery_id", 60)
    assert problem["fix"]
    assert int(refused.headers["Retry-After"]) <= 3600
    done(world.pool.manager, f"/webhooks/{hook['ref']}/deliveries/{second['id']}/replay")
    assert len(world.work()) == 2
