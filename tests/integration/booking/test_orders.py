"""A service order's ways through its states, and what is refused on them."""

import pytest
from sqlalchemy import select

from app.infra.db import db
from app.infra.events import history
from app.infra.outbox import OutboxMessage
from tests.support.booking_pool import codes
from tests.support.service_orders import contracted, delivered, in_work, offer, quoted, requested


def mails(app):
    with app.app_context():
        return [
            (message.recipient.split("@")[0], message.template)
            for message in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        ]


def held(pool):
    return pool.researcher.get(f"/vouchers/{pool.voucher}").json["balances"]["held"]["minor"]


@pytest.fixture
def paid(pool):
    """The voucher that pays, where the pool recognises tests and research."""
    pool.recognise("testing", "research")
    return {"voucher": pool.voucher, "mode": "redeem"}


def test_a_request_waits_for_the_providers_quotation(app, pool):
    act = requested(pool)
    assert pool.researcher.get(act).json["actions"] == ["withdraw"]
    assert pool.keeper.get(act).json["actions"] == ["quote", "decline"]
    assert pool.keeper.post(f"{act}/quote", offer()).json["state"] == "quoted"
    assert mails(app) == [("keeper", "order_requested"), ("researcher", "order_quoted")]


@pytest.mark.parametrize("order", [requested, quoted])
def test_nothing_is_owed_before_the_contract(app, pool, order):
    declined, withdrawn = order(pool), order(pool)
    assert pool.keeper.post(f"{declined}/decline", {"reason": "Furnace broken"}).json["state"] == "declined"
    assert pool.researcher.post(f"{withdrawn}/withdraw").json["state"] == "withdrawn"
    for act in (declined, withdrawn):
        assert pool.researcher.get(act).json["deadline_at"] is None
        assert pool.researcher.get(f"{act}/settlement").status_code == 404
    assert mails(app)[-2:] == [("researcher", "order_declined"), ("keeper", "order_withdrawn")]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (offer(minor=0), {"price"}),
        (offer(minor=-5), {"price"}),
        (offer(days=-1), {"due_on"}),
        (offer(days=1000, minor=0), {"price", "due_on"}),
        ({"due_on": "2026-12-31"}, {"price"}),
        ({"price": {"minor": 1.5}, "due_on": "soon"}, {"price.minor", "due_on"}),
    ],
)
def test_a_quotation_that_can_not_be_is_refused_with_every_reason(pool, body, fields):
    refused = pool.keeper.post(f"{requested(pool)}/quote", body)
    assert refused.status_code == 422
    assert {problem["field"] for problem in refused.json["problems"]} == fields


def test_what_needs_a_quotation_needs_words(pool):
    service = pool.service(price=None)
    refused = pool.researcher.post("/service-orders", {"service_id": service, "wishes": "  "})
    assert codes(refused) == {"wishes_needed"}


def test_only_what_is_published_is_ordered(pool):
    draft, retired = pool.service(publish=False), pool.service()
    pool.keeper.post(f"/services/{retired}/retire")
    assert pool.researcher.post("/service-orders", {"service_id": draft}).status_code == 404
    assert codes(pool.researcher.post("/service-orders", {"service_id": retired})) == {
        "service_not_published"
    }
    for quantity in (0, -1, 10_001):
        body = {"service_id": pool.service(), "quantity": quantity}
        assert pool.researcher.post("/service-orders", body).status_code == 422


def test_a_later_price_changes_nothing_that_was_quoted(pool):
    act = quoted(pool)
    service = pool.researcher.get(act).json["service_id"]
    pool.keeper.send("PATCH", f"/services/{service}", {"price": {"minor": 900_00}, "lead_days": 99})
    agreed = pool.researcher.post(f"{act}/accept-quote").json
    assert (agreed["total"]["minor"], agreed["due_on"]) == (
        1_200_00, pool.researcher.get(act).json["due_on"],
    )  # fmt: skip


def test_a_voucher_is_held_by_the_contract_and_freed_by_its_end(pool, paid):
    act = quoted(pool, **paid)
    assert held(pool) == 0
    assert pool.researcher.post(f"{act}/accept-quote").json["own_share"]["minor"] == 60_000
    assert held(pool) == 60_000
    assert pool.researcher.post(f"{act}/cancel").json["state"] == "cancelled"
    assert held(pool) == 0


def test_the_customer_chooses_who_pays_when_accepting(pool, paid):
    without = pool.researcher.post(f"{quoted(pool, **paid)}/accept-quote", {"voucher": None}).json
    assert (without["voucher"], without["mode"], without["voucher_share"]["minor"]) == (None, None, 0)
    other_mode = pool.researcher.post(f"{quoted(pool, **paid)}/accept-quote", {"mode": "reimburse"}).json
    assert (other_mode["mode"], other_mode["own_share"]["minor"]) == ("reimburse", 120_000)
    with_one = pool.researcher.post(f"{quoted(pool)}/accept-quote", paid).json
    assert (with_one["voucher"], with_one["own_share"]["minor"]) == (pool.voucher, 60_000)


def test_a_voucher_that_may_not_pay_says_so_early_and_agrees_to_nothing(pool):
    wish = {"voucher": pool.voucher, "mode": "redeem"}
    act = quoted(pool, **wish)
    shown = pool.researcher.get(act).json
    reasons = {problem["code"] for problem in shown["problems"]}
    assert reasons == {"not_accredited", "not_recognised"}
    assert shown["voucher_share"]["minor"] == 0
    refused = pool.researcher.post(f"{act}/accept-quote")
    assert (refused.status_code, codes(refused)) == (422, reasons)
    assert pool.researcher.get(act).json["state"] == "quoted"
    assert held(pool) == 0


def test_only_the_kinds_that_are_recognised_are_paid(pool):
    pool.recognise("testing")
    act = requested(pool, voucher=pool.voucher, mode="redeem")
    pool.keeper.post(f"{act}/quote", offer())
    refused = pool.researcher.post(f"{act}/accept-quote")
    assert codes(refused) == {"not_accredited", "kind_not_recognised"}


def test_a_test_that_the_law_requires_is_paid_without_a_voucher(pool, paid):
    act = quoted(pool, service_id=pool.service(is_required_test=True), **paid)
    refused = pool.researcher.post(f"{act}/accept-quote")
    assert (refused.status_code, codes(refused)) == (422, {"legally_required_test"})
    assert held(pool) == 0
    agreed = pool.researcher.post(f"{act}/accept-quote", {"voucher": None}).json
    assert (agreed["state"], agreed["own_share"]["minor"]) == ("contracted", 120_000)


def test_the_day_of_service_is_the_day_of_delivery(pool, paid):
    pool.keeper.post(f"{(act := requested(pool, **paid))}/quote", offer(days=700))
    assert pool.researcher.post(f"{act}/accept-quote").status_code == 200, "the voucher is good until 2029"
    withdrawn = pool.officer.get("/recognitions").json["items"][0]["id"]
    assert pool.officer.post(f"/recognitions/{withdrawn}/withdraw").status_code == 200
    refused = pool.researcher.post(f"{quoted(pool, **paid)}/accept-quote")
    assert codes(refused) == {"not_recognised"}
    done = delivered_again(pool, act)
    assert done["captured"]["minor"] == 50_000, "a recognition withdrawn later changes nothing past"


def delivered_again(pool, act):
    pool.keeper.post(f"{act}/start")
    pool.keeper.upload(f"{act}/documents", kind="deliverable")
    pool.keeper.post(f"{act}/deliver")
    pool.researcher.post(f"{act}/accept")
    return pool.researcher.get(f"{act}/settlement").json


def test_work_given_away_releases_the_whole_hold(pool, paid):
    act = in_work(pool, **paid)
    pool.keeper.upload(f"{act}/documents", kind="deliverable")
    pool.keeper.post(f"{act}/deliver", {"price": {"minor": 0}})
    assert pool.researcher.post(f"{act}/accept").json["state"] == "settled"
    settlement = pool.researcher.get(f"{act}/settlement").json
    assert (settlement["captured"]["minor"], settlement["released"]["minor"]) == (0, 60_000)
    assert held(pool) == 0


def test_begun_work_is_the_providers_to_cancel(app, pool, paid):
    act = in_work(pool, **paid)
    refused = pool.researcher.post(f"{act}/cancel")
    assert (refused.status_code, refused.json["code"]) == (409, "work_begun")
    assert codes(pool.keeper.post(f"{act}/cancel")) == {"reason_needed"}
    assert pool.keeper.post(f"{act}/cancel", {"reason": "Flood"}).json["state"] == "cancelled"
    assert held(pool) == 0
    assert mails(app)[-1] == ("researcher", "order_cancelled")


def test_an_action_out_of_turn_is_an_illegal_transition(pool):
    act = contracted(pool)
    for caller, action, body in (
        (pool.keeper, "quote", offer()), (pool.keeper, "deliver", {}), (pool.keeper, "decline", {}),
        (pool.researcher, "accept", {}), (pool.researcher, "dispute", {"reason": "x"}),
        (pool.researcher, "accept-quote", {}), (pool.researcher, "withdraw", {}),
    ):  # fmt: skip
        refused = caller.post(f"{act}/{action}", body)
        assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition"), action


def test_an_objection_needs_a_reason(pool):
    act = delivered(pool)
    assert pool.researcher.post(f"{act}/dispute").status_code == 422
    assert pool.researcher.get(act).json["state"] == "delivered"


def test_a_request_repeated_with_its_key_orders_once(pool):
    body = {"service_id": pool.service()}
    first, again = (
        pool.researcher.post("/service-orders", body, **{"Idempotency-Key": "o1"}) for _ in range(2)
    )
    assert first.json == again.json
    assert len(pool.researcher.get("/service-orders").json["items"]) == 1


def test_every_step_is_an_event_with_its_actor(app, pool):
    act = delivered(pool)
    pool.researcher.post(f"{act}/accept")
    with app.app_context():
        events = history("service_order", act.removeprefix("/service-orders/"))
    assert [(event.action, event.to_state, event.actor.role) for event in events] == [
        ("request", "requested", "researcher"),
        ("quote", "quoted", "system"),
        ("accept-quote", "contracted", "researcher"),
        ("start", "in_work", "keeper"),
        ("add-deliverable", "in_work", "keeper"),
        ("deliver", "delivered", "keeper"),
        ("accept", "accepted", "researcher"),
        ("settle", "settled", "researcher"),
    ]
    decided = {event.action: event.data for event in events if event.action in ("quote", "deliver")}
    order = pool.researcher.get(act).json
    assert decided["quote"] == {"total_minor": order["total"]["minor"], "due_on": order["due_on"]}
    assert set(decided["deliver"]) == {"final_minor", "delivered_on"}


def test_what_was_agreed_counts_in_the_order_amount_and_what_came_to_nothing_does_not(pool, client):
    quoted(pool)
    cancelled = contracted(pool)
    pool.researcher.post(f"{cancelled}/cancel")
    contracted(pool)
    assert client.get("/api/v1/stats").json["order_amount"]["minor"] == 1_200_00
