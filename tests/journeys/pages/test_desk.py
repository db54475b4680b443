def test_a_request_waits_on_the_desk_and_is_answered_there(signed_in, world, booked):
    ref, keeper = booked(world.manual_id), signed_in(world.keeper)
    assert ref in keeper.get("/desk").text
    answer = keeper.post(f"/bookings/{ref}/confirm", data={"back": "desk"})
    assert answer.headers["Location"] == "/desk"
    desk = keeper.get("/desk").text
    assert f"{ref}: Confirmed" in desk
    assert "Nothing waits for an answer." in desk


def test_the_desk_is_for_keepers(signed_in, world):
    assert signed_in(world.researcher).get("/desk").status_code == 403


def test_the_desk_takes_a_fixed_number_of_queries(signed_in, world, booked, queries):
    keeper = signed_in(world.keeper)
    with queries() as empty:
        keeper.get("/desk")
    booked(world.manual_id)
    booked(world.automatic_id)
    with queries() as full:
        keeper.get("/desk")
    assert len(full) <= len(empty) + 2


def test_jobs_are_the_operators_page(signed_in, world):
    assert signed_in(world.operator).get("/operations/jobs").status_code == 200
    assert signed_in(world.keeper).get("/operations/jobs").status_code == 403
