import pytest


def test_the_list_has_its_shelves(signed_in, world, booked):
    ref = booked(world.manual_id)
    browser = signed_in(world.researcher)
    assert ref in browser.get("/bookings").text
    assert ref in browser.get("/bookings?shelf=waiting").text
    assert ref not in browser.get("/bookings?shelf=past").text


def test_a_booking_says_where_it_stands_and_who_acts_next(signed_in, world, booked):
    ref = booked(world.manual_id, f"{world.voucher}:reimburse")
    page = signed_in(world.researcher).get(f"/bookings/{ref}").text
    assert "The keeper answers by" in page
    assert "Cancelling now is free." in page
    assert "Reimburse: paid back later" in page


def test_whoever_acts_next_is_spoken_to(signed_in, world, booked):
    ref = booked(world.manual_id)
    page = signed_in(world.keeper).get(f"/bookings/{ref}").text
    assert "Please answer by" in page
    assert "The keeper answers by" not in page


def test_the_list_names_the_other_side(signed_in, world, booked):
    booked(world.manual_id)
    keepers, customers = (signed_in(who).get("/bookings").text for who in (world.keeper, world.researcher))
    assert f"{world.researcher.name} · {world.researcher.organisation.name_en}" in keepers
    assert "Suzhou Nano Test Centre" in customers
    assert f"· {world.researcher.name}" not in customers


def test_what_ended_for_free_costs_nothing(signed_in, world, booked):
    ref, browser = booked(world.automatic_id, f"{world.voucher}:redeem"), signed_in(world.researcher)
    assert "You pay the provider" in browser.get(f"/bookings/{ref}").text
    browser.post(f"/bookings/{ref}/cancel")
    page, past = browser.get(f"/bookings/{ref}").text, browser.get("/bookings?shelf=past").text
    assert "You pay the provider" not in page
    assert "The price of ¥1,200.00 is not charged. What was set aside came back to the voucher." in page
    assert "nothing due" in past
    assert "¥1,200.00" not in past


def test_each_side_has_its_own_buttons(signed_in, world, booked):
    ref = booked(world.manual_id)
    keepers, customers = (
        signed_in(who).get(f"/bookings/{ref}").text for who in (world.keeper, world.researcher)
    )
    assert f"/bookings/{ref}/confirm" in keepers
    assert f"/bookings/{ref}/confirm" not in customers
    assert f"/bookings/{ref}/cancel" in customers


def test_what_is_not_yours_is_not_there(signed_in, world, booked):
    ref = booked(world.manual_id)
    stranger = signed_in(world.stranger)
    assert stranger.get(f"/bookings/{ref}").status_code == 404
    assert stranger.post(f"/bookings/{ref}/cancel").status_code == 404
    assert ref not in stranger.get("/bookings").text


def test_the_operator_sees_it_and_has_no_buttons(signed_in, world, booked):
    ref = booked(world.manual_id)
    assert "booking-actions" not in signed_in(world.operator).get(f"/bookings/{ref}").text


def test_declining_needs_a_reason(signed_in, world, booked):
    ref, keeper = booked(world.manual_id), signed_in(world.keeper)
    refused = keeper.post(f"/bookings/{ref}/decline")
    assert refused.status_code == 422
    assert 'data-code="reason_needed"' in refused.text
    keeper.post(f"/bookings/{ref}/decline", data={"reason": "The column is broken."})
    page = signed_in(world.researcher).get(f"/bookings/{ref}").text
    assert 'data-state="declined"' in page
    assert "The column is broken." in page


def test_cancelling_sends_back_and_ends_it(signed_in, world, booked):
    ref, browser = booked(world.automatic_id), signed_in(world.researcher)
    answer = browser.post(f"/bookings/{ref}/cancel")
    assert answer.headers["Location"] == f"/bookings/{ref}"
    assert 'data-state="cancelled"' in browser.get(f"/bookings/{ref}").text
    assert browser.post(f"/bookings/{ref}/cancel").status_code == 422


@pytest.mark.parametrize("action", ["confirm", "check-in", "sign-usage", "waive"])
def test_the_customer_can_not_do_what_the_keeper_does(signed_in, world, booked, action):
    ref = booked(world.manual_id)
    assert signed_in(world.researcher).post(f"/bookings/{ref}/{action}").status_code == 403
