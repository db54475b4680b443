import re

import pytest

BAND = {"days": "week", "start": "00:00", "end": "24:00"}


def price(**changes: str) -> dict[str, str]:
    rows = {f"bands-{row}-{name}": value for row in range(4) for name, value in BAND.items()}
    usual = {
        "effective_from": "2026-01-01",
        "bands-0-yuan": "123.45",
        "minimum_minutes": "60",
        "charge_basis": "usage",
        "no_show_percent": "100",
        "steps-0-hours": "24",
        "steps-0-percent": "0",
    }
    return rows | usual | changes


@pytest.fixture
def keeper(signed_in, world):
    return signed_in(world.keeper)


@pytest.fixture
def draft(keeper) -> str:
    made = keeper.post(
        "/desk/instruments/new", data={"name_zh": "新仪器", "zone": "Asia/Shanghai", "lane_count": "1"}
    )
    return made.headers["Location"].split("#")[0]


def test_from_a_draft_to_the_catalogue(keeper, client, draft):
    refused = keeper.post(f"{draft}/publish")
    assert refused.status_code == 422
    assert 'data-code="no_hours"' in refused.text
    assert 'data-code="no_price"' in refused.text
    assert '<a href="#hours">' in refused.text
    assert '<a href="#price">' in refused.text
    keeper.post(f"{draft}/hours", data={"zone": "Asia/Shanghai", "day_1": "9:00-12:00, 18:00–24:00"})
    keeper.post(f"{draft}/price", data=price())
    assert keeper.post(f"{draft}/publish").status_code == 302
    page = client.get(draft.removeprefix("/desk") + "?lang=en").text
    assert "¥123.45/h" in page
    assert "You pay for the time used." in page


def test_a_line_of_hours_that_can_not_be_read_is_said_and_kept(keeper, draft):
    page = keeper.post(f"{draft}/hours", data={"zone": "Asia/Shanghai", "day_2": "morning"})
    assert page.status_code == 422
    assert 'data-code="invalid_period"' in page.text
    assert 'value="morning"' in page.text
    assert "Tuesday: “morning” is not a time such as 08:30–17:30." in page.text
    assert '<a href="#day_2">' in page.text


def test_periods_that_overlap_are_said_of_their_day(keeper, draft):
    page = keeper.post(f"{draft}/hours", data={"zone": "Asia/Shanghai", "day_3": "08:00–12:00, 11:00–15:00"})
    assert "Wednesday: two periods overlap at 11:00." in page.text
    assert '<a href="#day_3">' in page.text


def test_its_bookings_can_be_subscribed_to_from_its_page(keeper, world):
    page = keeper.get(f"/desk/instruments/{world.manual_id}").text
    address = f"/calendar/subscriptions?instrument={world.manual_id}"
    assert f'href="{address}"' in page
    form = keeper.get(address).text
    assert f'<option selected value="{world.manual_id}">' in form
    assert '<option selected value="instrument">' in form


@pytest.mark.parametrize("wrong", [{"bands-0-yuan": ""}, {"bands-0-start": "25:00"}, {"steps-1-hours": "48"}])
def test_wrong_prices_are_refused_with_what_was_typed(keeper, draft, wrong):
    assert keeper.post(f"{draft}/price", data=price(**wrong)).status_code == 422


def test_a_template_fills_the_form_and_saves_nothing(keeper, draft):
    assert 'value="09:00–12:00, 13:30–17:30"' in keeper.get(f"{draft}?hours=office").text
    assert 'value="600.00"' in keeper.get(f"{draft}?price=by_time").text
    assert 'value="600.00"' not in keeper.get(draft).text


def test_rules_are_checked_together(keeper, draft):
    rules = {
        "confirmation": "automatic", "min_minutes": "60", "max_minutes": "30", "step_minutes": "15",
        "lead_minutes": "0", "horizon_days": "90", "set_up_buffer_minutes": "0",
        "clean_up_buffer_minutes": "0", "no_show_grace_minutes": "30",
    }  # fmt: skip
    assert keeper.post(f"{draft}/rules", data=rules).status_code == 422
    assert keeper.post(f"{draft}/rules", data=rules | {"max_minutes": "120"}).status_code == 302


def test_closing_names_the_bookings_under_it(keeper, world, booked, span):
    ref = booked(world.automatic_id)
    page = f"/desk/instruments/{world.automatic_id}"
    keeper.post(f"{page}/closure", data=span | {"reason": "Service"})
    assert ref in keeper.get(page).text


def test_a_closure_is_removed_after_being_asked(keeper, client, world, span):
    page = f"/desk/instruments/{world.automatic_id}"
    keeper.post(f"{page}/closure", data=span | {"reason": "New pump"})
    shown = keeper.get(page).text
    assert "New pump" in shown
    asked = shown.index("Its time can then be booked again")
    (action,) = re.findall(rf'action="({page}/closures/\d+/remove)"', shown[asked:])
    assert keeper.post(action).headers["Location"] == f"{page}#closure"
    after = keeper.get(page).text
    assert "The closure was removed" in after
    assert "New pump" not in after
    assert keeper.post(action).status_code == 404


def test_a_retired_instrument_leaves_the_catalogue(keeper, client, world):
    keeper.post(f"/desk/instruments/{world.manual_id}/retire")
    assert "Field emission SEM" not in client.get("/instruments?lang=en").text


def test_only_its_keepers_may(signed_in, world, draft):
    stranger = signed_in(world.stranger)
    assert stranger.get(draft).status_code == 403
    assert stranger.post(f"{draft}/publish").status_code == 403
