"""Every decision about money and the pool says who, in which role, by which version of the policy."""

import pytest

from app.infra.events import history
from app.voucher.queries.programmes import all_programmes
from tests.support.booking_pool import at, slot


@pytest.fixture
def booked(pool):
    """A booking that a voucher pays; its reference."""
    pool.recognise()
    body = slot(pool.instrument()) | {"voucher": pool.voucher, "mode": "redeem"}
    answer = pool.researcher.post("/bookings", body)
    assert answer.status_code == 201, answer.json
    return answer.json["ref"]


def told(app, kind, ref):
    with app.app_context():
        return [(event.action, event.actor.role, event.data) for event in history(kind, ref)]


def test_a_hold_and_its_capture(app, pool, booked):
    act = f"/bookings/{booked}"
    pool.keeper.post(f"{act}/check-in", {"at": at(3, "09:00").isoformat()})
    pool.keeper.post(f"{act}/check-out", {"at": at(3, "12:00").isoformat()})
    pool.keeper.post(f"{act}/sign-usage")
    assert pool.researcher.post(f"{act}/accept-usage").json["state"] == "settled"
    held, captured = told(app, "hold", "1")
    assert held[:2] == ("hold", "researcher")
    assert captured[:2] == ("capture", "researcher")
    assert held[2]["policy_version"] == captured[2]["policy_version"] == 1
    assert held[2]["reference"] == captured[2]["reference"] == booked


def test_a_release(app, pool, booked):
    pool.researcher.post(f"/bookings/{booked}/cancel")
    _, released = told(app, "hold", "1")
    assert released[:2] == ("release", "researcher")
    assert released[2]["policy_version"] == 1
    assert released[2]["captured_minor"] == 0


def test_an_issue_a_lapse_and_the_steps_of_a_programme(app, cli, pool):
    cli.invoke(args=["jobs", "run-all", "--now", "2030-01-02T00:00:00Z"])
    issued, lapsed = told(app, "voucher", pool.voucher)
    assert (issued[0], issued[1], issued[2]["policy_version"]) == ("issue", "system", 1)
    assert (lapsed[0], lapsed[1], lapsed[2]["policy_version"]) == ("lapse", "system", 1)
    with app.app_context():
        [programme] = all_programmes()
    steps = told(app, "programme", programme.ref)
    assert [(action, role) for action, role, _ in steps[:2]] == [("create", "officer"), ("open", "officer")]
    assert all(data["policy_version"] == 1 for _, _, data in steps[:2])


def test_a_recognition_and_an_accreditation_say_their_terms(app, pool):
    pool.recognise()
    ref = pool.officer.get("/recognitions").json["items"][0]["id"]
    proposed, accepted = told(app, "recognition", ref)
    assert (proposed[0], proposed[1]) == ("propose", "officer")
    assert proposed[2]["supply_region"] == "320000"
    assert (accepted[0], accepted[1]) == ("accept", "officer")
    ref = pool.operator.get("/accreditations").json["items"][0]["id"]
    assert [(action, role) for action, role, _ in told(app, "accreditation", ref)] == [
        ("declare", "operator"),
        ("check", "operator"),
        ("notice", "operator"),
        ("activate", "operator"),
    ]
