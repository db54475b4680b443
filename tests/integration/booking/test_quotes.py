from datetime import timedelta

from sqlalchemy import update

from app.booking.models import Quote
from app.infra.db import db
from tests.support.booking_pool import codes, slot


def grow_old(app, quote_id):
    """Let a quote's ten minutes pass."""
    with app.app_context():
        row = db.session.query(Quote).filter_by(ref=quote_id).one()
        past = row.valid_until - timedelta(minutes=11)
        db.session.execute(update(Quote).where(Quote.ref == quote_id).values(valid_until=past))
        db.session.commit()


def test_a_held_quote_keeps_the_slot_for_whoever_asked(pool):
    instrument_id = pool.instrument()
    quote = pool.researcher.post("/quotes", slot(instrument_id) | {"hold": True}).json
    assert pool.colleague.post("/bookings", slot(instrument_id)).json["code"] == "slot_taken"
    booked = pool.researcher.post("/bookings", {"quote_id": quote["id"]})
    assert booked.status_code == 201
    assert booked.json["total"] == quote["total"]


def test_a_quote_that_does_not_hold_may_come_too_late(pool):
    instrument_id = pool.instrument()
    quote = pool.researcher.post("/quotes", slot(instrument_id)).json
    assert quote["holds"] is False
    assert pool.colleague.post("/bookings", slot(instrument_id)).status_code == 201
    refused = pool.researcher.post("/bookings", {"quote_id": quote["id"]})
    assert (refused.status_code, refused.json["code"]) == (409, "slot_taken")


def test_a_quote_is_booked_once(pool):
    quote = pool.researcher.post("/quotes", slot(pool.instrument())).json
    assert pool.researcher.post("/bookings", {"quote_id": quote["id"]}).status_code == 201
    again = pool.researcher.post("/bookings", {"quote_id": quote["id"]})
    assert (again.status_code, again.json["code"]) == (409, "quote_used")


def test_an_expired_quote_is_refused(app, pool):
    quote = pool.researcher.post("/quotes", slot(pool.instrument()) | {"hold": True}).json
    grow_old(app, quote["id"])
    refused = pool.researcher.post("/bookings", {"quote_id": quote["id"]})
    assert (refused.status_code, refused.json["code"]) == (409, "quote_expired")


def test_an_expired_quotes_slot_is_free_after_the_job(app, cli, pool):
    instrument_id = pool.instrument()
    quote = pool.researcher.post("/quotes", slot(instrument_id) | {"hold": True}).json
    grow_old(app, quote["id"])
    assert cli.invoke(args=["jobs", "run", "expire_quotes"]).exit_code == 0
    assert pool.colleague.post("/bookings", slot(instrument_id)).status_code == 201


def test_somebody_elses_quote_does_not_exist(pool):
    quote = pool.researcher.post("/quotes", slot(pool.instrument())).json
    for caller in (pool.colleague, pool.stranger):
        assert caller.post("/bookings", {"quote_id": quote["id"]}).status_code == 404


def test_a_quote_keeps_its_price_when_the_card_changes(pool):
    instrument_id = pool.instrument()
    quote = pool.researcher.post("/quotes", slot(instrument_id)).json
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 9_999_00}]
    dearer = {"effective_from": "2026-01-01", "bands": bands}
    assert pool.keeper.post(f"/instruments/{instrument_id}/rate-cards", dearer).json["version"] == 2
    booked = pool.researcher.post("/bookings", {"quote_id": quote["id"]}).json
    assert booked["total"] == quote["total"]


def test_a_voucher_that_may_not_pay_is_told_with_the_quote(pool):
    quoted = pool.researcher.post(
        "/quotes", slot(pool.instrument()) | {"voucher": pool.voucher, "mode": "redeem"}
    )
    assert quoted.status_code == 201
    assert {problem["code"] for problem in quoted.json["problems"]} == {"not_accredited", "not_recognised"}
    assert quoted.json["voucher_share"]["minor"] == 0
    assert quoted.json["own_share"] == quoted.json["total"]


def test_a_voucher_good_in_both_modes_needs_one(pool):
    pool.recognise()
    quoted = pool.researcher.post("/quotes", slot(pool.instrument()) | {"voucher": pool.voucher})
    assert [problem["code"] for problem in quoted.json["problems"]] == ["mode_needed"]
    refused = pool.researcher.post("/bookings", slot(pool.instrument()) | {"voucher": pool.voucher})
    assert codes(refused) == {"mode_needed"}


def test_a_booking_with_a_bad_voucher_takes_neither_time_nor_money(pool):
    instrument_id = pool.instrument()
    wish = slot(instrument_id) | {"voucher": pool.voucher, "mode": "redeem"}
    refused = pool.researcher.post("/bookings", wish)
    assert refused.status_code == 422
    assert codes(refused) == {"not_accredited", "not_recognised"}
    assert pool.researcher.post("/bookings", slot(instrument_id)).status_code == 201


def test_a_strangers_voucher_is_not_theirs_to_use(pool):
    pool.recognise()
    wish = slot(pool.instrument()) | {"voucher": pool.voucher, "mode": "redeem"}
    assert codes(pool.stranger.post("/bookings", wish)) == {"voucher_not_yours"}


def test_a_voucher_too_small_is_payment_required(pool):
    pool.recognise()
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 90_000_00}]
    instrument_id = pool.instrument(rate_card={"effective_from": "2026-01-01", "bands": bands})
    refused = pool.researcher.post(
        "/bookings", slot(instrument_id) | {"voucher": pool.voucher, "mode": "redeem"}
    )
    assert (refused.status_code, refused.json["code"]) == (402, "voucher_insufficient")


def test_a_slot_that_was_not_held_may_be_closed_before_it_is_booked(pool):
    instrument_id = pool.instrument()
    body = slot(instrument_id)
    loose = pool.researcher.post("/quotes", body).json["id"]
    span = {name: body[name] for name in ("starts_at", "ends_at")}
    pool.keeper.post(f"/instruments/{instrument_id}/closures", span | {"reason": "Pump"})
    refused = pool.researcher.post("/bookings", {"quote_id": loose})
    assert (refused.status_code, refused.json["code"]) == (422, "closed")


def test_a_slot_that_was_held_is_booked_though_it_was_closed_since(pool):
    instrument_id = pool.instrument()
    body = slot(instrument_id)
    held = pool.researcher.post("/quotes", body | {"hold": True}).json["id"]
    span = {name: body[name] for name in ("starts_at", "ends_at")}
    pool.keeper.post(f"/instruments/{instrument_id}/closures", span | {"reason": "Pump"})
    assert pool.researcher.post("/bookings", {"quote_id": held}).status_code == 201
