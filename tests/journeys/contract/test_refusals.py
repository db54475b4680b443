"""How the API refuses: RFC 9457 documents, sign-in, scopes, what is not yours, and idempotency keys."""

from uuid import uuid4

import pytest

from tests.support.booking_pool import slot
from tests.support.callers import OutsideCaller, fetch


def is_problem(answer, status, code):
    assert answer.status == status, answer.body
    assert answer.headers.get_content_type() == "application/problem+json"
    document = answer.json
    assert document["status"] == status
    assert document["code"] == code
    assert {"type", "title", "detail"} <= document.keys()
    assert document["problems"]
    assert all({"code", "message"} <= problem.keys() for problem in document["problems"])
    return True


def test_the_command_prints_a_token_and_nothing_else(demo):
    made = demo.command("token", "create", "--email", "researcher@demo.example", "--scope", "read")
    assert made.stdout.count("\n") == 1
    assert OutsideCaller(demo.server.url, made.stdout.strip()).get("/bookings").status == 200


@pytest.mark.parametrize("path", ["/bookings", "/vouchers", "/feeds", "/programmes"])
def test_what_is_personal_needs_a_token(demo, path):
    assert is_problem(demo.visitor.get(path), 401, "unauthenticated")
    assert "Bearer" in demo.visitor.get(path).headers["WWW-Authenticate"]
    assert is_problem(OutsideCaller(demo.server.url, "onepool_wrong").get(path), 401, "unauthenticated")


@pytest.mark.parametrize("path", ["/stats", "/instruments", "/free-slots?minutes=60"])
def test_what_is_public_needs_none(demo, path):
    assert demo.visitor.get(path).status == 200


def test_a_token_does_no_more_than_its_scope(demo):
    reader, writer = demo.by("researcher", "read"), demo.by("researcher", "write")
    body = slot(demo.instrument())
    assert reader.get("/bookings").status == 200
    assert is_problem(reader.post("/quotes", body), 403, "forbidden")
    assert is_problem(reader.post("/bookings", body | {"purpose": "x"}), 403, "forbidden")
    assert is_problem(writer.get("/bookings"), 403, "forbidden")
    assert writer.post("/quotes", body).status == 201


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("researcher", "/instruments"),
        ("keeper", "/bookings"),
        ("researcher", "/programmes"),
        ("operator", "/quotes"),
    ],
)
def test_a_role_does_no_more_than_its_own(demo, who, path):
    assert is_problem(demo.by(who).post(path, {}), 403, "forbidden")


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/instruments/99999999", "/instruments/99999999/availability", "/bookings/B-22222",
     "/vouchers/YRD-0", "/bookings/B-22222/settlement", "/instruments/" + "9" * 40],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(demo, path):
    assert is_problem(demo.by("researcher").get(path), 404, "not_found")


def test_what_belongs_to_others_is_not_found(demo):
    ref, voucher = demo.booking(demo.instrument())["ref"], demo.voucher()
    stranger = demo.by("stranger")
    for path in (
        f"/bookings/{ref}",
        f"/bookings/{ref}/settlement",
        f"/vouchers/{voucher}",
        f"/vouchers/{voucher}/ledger",
    ):
        assert is_problem(stranger.get(path), 404, "not_found")
    for action in ("cancel", "accept-usage", "appeal", "dispute-usage"):
        assert is_problem(stranger.post(f"/bookings/{ref}/{action}", {"reason": "x"}), 404, "not_found")
    assert demo.by("researcher").get(f"/bookings/{ref}").json["state"] == "requested"


def test_somebody_elses_quote_and_feed_are_not_found(demo):
    quote = demo.by("researcher").post("/quotes", slot(demo.instrument())).json["id"]
    assert is_problem(
        demo.by("stranger").post("/bookings", {"quote_id": quote, "purpose": "x"}), 404, "not_found"
    )
    feed = demo.by("researcher").post("/feeds", {"kind": "mine", "detail": "full"}).json["id"]
    assert is_problem(demo.by("stranger").call("DELETE", f"/feeds/{feed}"), 404, "not_found")


def test_a_wrong_method_and_a_broken_body_are_told_plainly(demo):
    researcher = demo.by("researcher")
    assert is_problem(researcher.call("DELETE", "/bookings"), 405, "method_not_allowed")
    headers = {"Content-Type": "application/json"}
    for broken in (b"{", b"\xff\xfe", b"[]", b'"text"', b"null", b"NaN"):
        answer = researcher.call("POST", "/quotes", broken, headers)
        assert is_problem(answer, 422, "invalid"), broken


def test_a_refusal_names_every_field(demo):
    answer = demo.by("researcher").post(
        "/quotes", {"starts_at": "2026-03-02T09:00:00", "lane": "1", "hold": 1}
    )
    assert is_problem(answer, 422, "invalid")
    assert answer.fields == {"instrument_id", "starts_at", "ends_at", "lane", "hold"}
    assert answer.codes == {"missing", "naive_time", "not_an_integer", "not_a_boolean"}


def test_the_same_key_and_body_replay_the_same_answer(demo):
    researcher, key = demo.by("researcher"), str(uuid4())
    body = slot(demo.instrument()) | {"purpose": "Once"}
    first, again = (researcher.post("/bookings", body, key=key) for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    found = researcher.get("/bookings", instrument_id=body["instrument_id"]).json["items"]
    assert [each["ref"] for each in found] == [first.json["ref"]]


def test_the_same_key_for_anything_else_is_refused_and_nothing_is_done(demo):
    researcher, key = demo.by("researcher"), str(uuid4())
    body = slot(demo.instrument()) | {"purpose": "Once"}
    assert researcher.post("/bookings", body, key=key).status == 201
    other = slot(body["instrument_id"], days=4) | {"purpose": "Once"}
    assert is_problem(researcher.post("/bookings", other, key=key), 422, "idempotency_mismatch")
    assert is_problem(researcher.post("/quotes", body, key=key), 422, "idempotency_mismatch")
    assert len(researcher.get("/bookings", instrument_id=body["instrument_id"]).json["items"]) == 1
    assert demo.by("stranger").post("/bookings", other, key=key).status == 201, "a key is its caller's own"


def test_a_refusal_is_replayed_too(demo):
    researcher, key = demo.by("researcher"), str(uuid4())
    body = slot(demo.instrument()) | {"purpose": "Late"}
    rival = demo.by("stranger").post("/bookings", body).json["ref"]
    assert is_problem(researcher.post("/bookings", body, key=key), 409, "slot_taken")
    assert demo.by("stranger").post(f"/bookings/{rival}/cancel").status == 200
    assert is_problem(researcher.post("/bookings", body, key=key), 409, "slot_taken")
    assert researcher.post("/bookings", body, key=str(uuid4())).status == 201


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_of_a_wrong_length_is_refused(demo, key):
    headers = {"Idempotency-Key": key}
    answer = demo.by("researcher").call("POST", "/quotes", slot(demo.instrument()), headers)
    assert is_problem(answer, 422, "idempotency_key_length")


def test_answers_say_what_they_are_and_carry_the_safe_headers(demo):
    answer = fetch(f"{demo.server.url}/api/v1/stats")
    assert answer.headers.get_content_type() == "application/json"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Set-Cookie"] is None
