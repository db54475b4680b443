def test_the_week_is_written_as_a_table_in_the_instruments_zone(client, world, span):
    page = client.get(f"/instruments/{world.manual_id}?week={span['starts_at'][:10]}&lang=en").text
    assert page.count("09:00–18:00") == 7
    assert "Asia/Shanghai" in page


def test_a_free_time_is_a_link_that_prices_it_without_javascript(client, world, span):
    page = client.get(f"/instruments/{world.manual_id}", query_string=span | {"lang": "en"}).text
    assert "¥1,200.00" in page
    assert "Sign in to book" in page


def test_an_enterprise_sees_what_its_voucher_would_pay(signed_in, world, span):
    page = signed_in(world.researcher).get(f"/instruments/{world.manual_id}", query_string=span).text
    assert "Voucher pays" in page
    assert "¥600.00" in page


def test_a_refused_time_shows_every_reason_and_the_nearest_that_passes(client, world, span):
    day = span["starts_at"][:10]
    asked = {"starts_at": f"{day}T07:10", "ends_at": f"{day}T07:20", "lang": "en"}
    page = client.get(f"/instruments/{world.manual_id}/price", query_string=asked).text
    for code in ("shorter_than_minimum", "off_the_grid", "outside_opening_hours"):
        assert f'data-code="{code}"' in page
    assert f"starts_at={day}T09:00&amp;ends_at={day}T10:00" in page


def test_the_offered_time_lies_on_the_grid_behind_somebodys_booking(client, world, booked, span):
    booked(world.automatic_id)
    page = client.get(f"/instruments/{world.automatic_id}/price", query_string=span | {"lang": "en"}).text
    assert 'data-code="slot_taken"' in page
    day = span["starts_at"][:10]
    assert f"starts_at={day}T12:00&amp;ends_at={day}T14:00" in page
    week = client.get(f"/instruments/{world.automatic_id}?week={day}").text
    assert f"starts_at={day}T12:00&amp;ends_at={day}T13:00" in week, "the week's table leads there too"


def test_an_end_before_the_start_is_said_beside_the_form(client, world, span):
    turned = {"starts_at": span["ends_at"], "ends_at": span["starts_at"]}
    page = client.get(f"/instruments/{world.manual_id}/price", query_string=turned)
    assert 'data-code="ends_before_start"' in page.text


def test_a_draft_is_known_to_its_keepers_only(client, signed_in, world):
    keeper = signed_in(world.keeper)
    made = keeper.post(
        "/desk/instruments/new", data={"name_zh": "新", "zone": "Asia/Shanghai", "lane_count": "1"}
    )
    instrument_id = made.headers["Location"].split("#")[0].rsplit("/", 1)[1]
    assert keeper.get(f"/instruments/{instrument_id}").status_code == 200
    assert client.get(f"/instruments/{instrument_id}").status_code == 404
    assert client.get(f"/instruments/{instrument_id}/price").status_code == 404
