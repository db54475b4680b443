import pytest


@pytest.fixture
def quote(signed_in, world, span) -> str:
    answer = signed_in(world.researcher).post(f"/instruments/{world.manual_id}/hold", data=span)
    return answer.headers["Location"]


def test_the_slot_is_kept_while_one_checks(signed_in, world, span, quote):
    page = signed_in(world.researcher).get(quote).text
    assert "Kept for you until" in page
    other = signed_in(world.stranger).post(f"/instruments/{world.manual_id}/hold", data=span)
    assert "/quotes/" not in other.headers["Location"]


def test_keeping_the_same_time_twice_is_one_quote(signed_in, world, span, quote):
    again = signed_in(world.researcher).post(f"/instruments/{world.manual_id}/hold", data=span)
    assert again.headers["Location"] == quote


def test_nobody_is_in_their_own_way(signed_in, world, span, quote):
    later = {**span, "ends_at": span["ends_at"].replace("12:00", "13:00")}
    answer = signed_in(world.researcher).post(f"/instruments/{world.manual_id}/hold", data=later)
    assert "/quotes/" in answer.headers["Location"]
    assert "no longer kept" in signed_in(world.researcher).get(quote).text


def test_both_modes_say_what_is_paid_and_when(signed_in, world, quote):
    page = signed_in(world.researcher).get(quote).text
    assert f'value="{world.voucher}:redeem"' in page
    assert "you pay the provider ¥600.00; the provider claims ¥600.00" in page
    assert "you pay the provider ¥1,200.00; once your claim is reviewed" in page


def test_booking_twice_leads_to_the_one_booking(signed_in, world, quote):
    browser = signed_in(world.researcher)
    form = {"purpose": "Look at a wafer", "payment": f"{world.voucher}:redeem"}
    first, second = (browser.post(quote, data=form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert "¥600.00" in browser.get(first.headers["Location"]).text


def test_booking_says_that_it_is_done(signed_in, world, quote):
    browser = signed_in(world.researcher)
    booked = browser.post(quote, data={"purpose": "Look at a wafer", "payment": ""}).headers["Location"]
    assert f"{booked.rsplit('/', 1)[1]} is asked for; its time is yours" in browser.get(booked).text


def test_a_refused_form_keeps_what_was_typed(signed_in, world, quote):
    form = {"purpose": "Look at a wafer", "payment": "V-NONE:redeem"}
    page = signed_in(world.researcher).post(quote, data=form)
    assert page.status_code == 422
    assert "Look at a wafer" in page.text
    assert 'data-code="voucher_not_yours"' in page.text


def test_letting_go_frees_the_time(signed_in, world, span, quote):
    signed_in(world.researcher).post(f"{quote}/let-go")
    other = signed_in(world.stranger).post(f"/instruments/{world.manual_id}/hold", data=span)
    assert "/quotes/" in other.headers["Location"]


def test_a_quote_is_its_makers_own(signed_in, world, quote):
    stranger = signed_in(world.stranger)
    assert stranger.get(quote).status_code == 404
    assert stranger.post(f"{quote}/let-go").status_code == 404
    assert signed_in(world.keeper).get(quote).status_code == 403
