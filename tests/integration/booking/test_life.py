"""A booking's ordinary ways through its states."""

from sqlalchemy import select, text

from app.infra.db import db, transaction
from app.infra.events import history
from app.infra.outbox import OutboxMessage
from tests.support.booking_pool import at, codes, slot


def book(pool, days=3, **changes):
    answer = pool.researcher.post("/bookings", slot(pool.instrument(**changes), days))
    assert answer.status_code == 201, answer.json
    return f"/bookings/{answer.json['ref']}"


def mails(app):
    with app.app_context():
        return [
            (message.recipient.split("@")[0], message.template)
            for message in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        ]


def test_an_automatic_instrument_confirms_at_once_and_tells_the_customer(app, pool):
    act = book(pool)
    assert pool.researcher.get(act).json["state"] == "confirmed"
    assert mails(app) == [("researcher", "booking_confirmed")]


def test_a_request_is_told_to_the_keepers_and_its_answer_to_the_customer(app, pool):
    with app.app_context():
        transaction(lambda: db.session.execute(text("UPDATE person SET locale = 'en' WHERE name = 'Keeper'")))
    act = book(pool, confirmation="manual", name_zh="电镜", name_en="Microscope")
    declined = pool.keeper.post(f"{act}/decline", {"reason": "Broken pump"})
    assert declined.json["state"] == "declined"
    assert mails(app) == [
        ("keeper", "booking_requested"),
        ("researcher", "booking_received"),
        ("researcher", "booking_declined"),
    ]
    with app.app_context():
        told = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        assert [(each.locale[:2], each.payload["instrument"]) for each in told] == [
            ("en", "Microscope"),
            ("zh", "电镜"),
            ("zh", "电镜"),
        ]


def test_a_declined_slot_is_free_again(pool):
    instrument_id = pool.instrument(confirmation="manual")
    ref = pool.researcher.post("/bookings", slot(instrument_id)).json["ref"]
    pool.keeper.post(f"/bookings/{ref}/decline")
    assert pool.colleague.post("/bookings", slot(instrument_id)).status_code == 201


def test_an_early_cancellation_is_free(pool):
    act = book(pool)
    assert pool.researcher.post(f"{act}/cancel").json["state"] == "cancelled"
    assert pool.researcher.get(f"{act}/settlement").status_code == 404


def test_a_late_cancellation_costs_the_cards_percentage_of_own_money(pool):
    # Seven days' notice are asked for, three are given.
    card = {
        "effective_from": "2026-01-01",
        "bands": [
            {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 600_00}
        ],
        "cancellation": [{"notice_hours": 168, "percent": 0}, {"notice_hours": 0, "percent": 25}],
    }
    act = book(pool, rate_card=card)
    assert pool.researcher.post(f"{act}/cancel").json["state"] == "cancelled_late"
    settlement = pool.researcher.get(f"{act}/settlement").json
    assert settlement["cause"] == "late_cancellation"
    assert settlement["total"]["minor"] == settlement["own_share"]["minor"] == 45_000
    assert settlement["captured"]["minor"] == 0


def test_a_provider_owes_a_reason_and_no_fee_is_charged(pool):
    act = book(pool)
    assert codes(pool.keeper.post(f"{act}/cancel")) == {"reason_needed"}
    assert pool.keeper.post(f"{act}/cancel", {"reason": "Flood"}).json["state"] == "provider_cancelled"
    assert pool.researcher.get(f"{act}/settlement").status_code == 404


def test_an_action_out_of_turn_is_an_illegal_transition(pool):
    act = book(pool)
    for caller, action in (
        (pool.keeper, "check-out"),
        (pool.keeper, "sign-usage"),
        (pool.researcher, "appeal"),
    ):
        refused = caller.post(f"{act}/{action}", {"reason": "x"})
        assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition"), action
    pool.researcher.post(f"{act}/cancel")
    assert pool.researcher.post(f"{act}/cancel").json["code"] == "illegal_transition"


def test_check_in_is_judged_by_the_booked_span(pool):
    act = book(pool)
    assert codes(pool.keeper.post(f"{act}/check-in")) == {"too_early"}
    late = pool.keeper.post(f"{act}/check-in", {"at": at(3, "12:00").isoformat()})
    assert codes(late) == {"too_late"}


def test_an_early_check_out_gives_the_rest_to_others(pool):
    instrument_id = pool.instrument()
    act = f"/bookings/{pool.researcher.post('/bookings', slot(instrument_id)).json['ref']}"
    pool.keeper.post(f"{act}/check-in", {"at": at(3, "09:00").isoformat()})
    pool.keeper.post(f"{act}/check-out", {"at": at(3, "10:00").isoformat()})
    assert (
        pool.colleague.post("/bookings", slot(instrument_id, start="10:00", end="12:00")).status_code == 201
    )


def test_every_step_is_an_event_with_its_actor(app, pool):
    act = book(pool, confirmation="manual")
    pool.keeper.post(f"{act}/confirm")
    with app.app_context():
        events = history("booking", act.removeprefix("/bookings/"))
    steps = [(event.action, event.from_state, event.to_state, event.actor.role) for event in events]
    assert steps == [
        ("request", None, "requested", "researcher"),
        ("confirm", "requested", "confirmed", "keeper"),
    ]


def test_a_repeated_request_with_its_key_books_once(pool):
    body = slot(pool.instrument())
    first, again = (pool.researcher.post("/bookings", body, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.json == again.json
    assert len(pool.researcher.get("/bookings").json["items"]) == 1
