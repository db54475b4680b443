"""What happens is told to those whom it concerns: signed, once, and again until it is accepted."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from functools import partial

from app.accounts.domain.roles import OrganisationKind, Role
from app.infra import clock
from app.infra.db import db, transaction
from app.infra.outbox import OutboxMessage
from app.webhooks.collecting import collect
from app.webhooks.domain.topics import TOPICS_OF
from app.webhooks.queries.deliveries import due_deliveries
from app.webhooks.queries.events import hooks_to_look_for
from app.webhooks.sending import deliver
from tests.support.booking_pool import slot
from tests.support.crowd import joined
from tests.support.hostile import hostile, says
from tests.support.papers import done
from tests.support.racing import race

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def answers(status: bytes, *headers: bytes):
    return says(b"\r\n".join([b"HTTP/1.1 " + status, *headers, b"Content-Length: 0", b"", b""]))


def message(request: bytes) -> tuple[dict[str, str], dict]:
    head, _, body = request.partition(b"\r\n\r\n")
    headers = dict(line.decode().lower().split(": ", 1) for line in head.split(b"\r\n")[1:])
    # A signature tells small letters from capitals.
    signed = next(line for line in head.decode().split("\r\n") if line.startswith("webhook-signature: "))
    return headers | {"webhook-signature": signed.partition(": ")[2], "body": body.decode()}, json.loads(body)


def signature(secret: str, headers: dict[str, str]) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{headers['body']}"
    return "v1," + base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()


def kinds(requests) -> list[str]:
    return [message(request)[1]["type"] for request in requests]


def book(world, **changes) -> str:
    instrument = world.pool.instrument(**changes)
    return done(world.pool.researcher, "/bookings", slot(instrument) | {"purpose": "课题"})["ref"]


def test_a_booking_is_told_to_both_sides_signed_and_once(world):
    ours = world.register(world.pool.manager, path="/enterprise")
    world.register(world.provider, path="/provider")
    ref = book(world)

    got, again = world.work(), world.work(MINUTE)

    assert sorted(request.split(b" ", 2)[1] for request in got) == [b"/enterprise", b"/provider"]
    assert again == []
    [request] = [each for each in got if b"/enterprise" in each]
    headers, body = message(request)
    assert headers["webhook-signature"] == signature(ours["secret"], headers)
    assert abs(int(headers["webhook-timestamp"]) - clock.now().timestamp()) < 60
    assert headers["content-type"] == "application/json"
    booking = world.pool.researcher.get(f"/bookings/{ref}").json
    assert body["type"] == "booking.confirmed"
    assert body["data"] == {
        "ref": ref, "action": "request", "state": "confirmed", "previous_state": None, "reason": None,
        "url": f"http://127.0.0.1:8000/api/v1/bookings/{ref}", "usage": None,
        **{name: booking[name] for name in ("instrument_id", "starts_at", "ends_at")},
    }  # fmt: skip
    [logged] = world.log(world.pool.manager, ours)
    assert (logged["state"], logged["status"], logged["attempts"]) == ("delivered", 204, 1)
    assert logged["message_id"] == headers["webhook-id"]


def test_nobody_is_told_of_what_is_not_theirs_or_was_before(world):
    book(world)
    with world.app.app_context():
        other = transaction(lambda: joined(world.pool.stranger, "other", Role.ENTERPRISE_MANAGER))
    world.register(other, "booking", "usage", "voucher", "claim", path="/other")
    assert world.work() == []

    hook = world.register(world.pool.manager, "usage", "voucher")
    book(world)

    assert world.work() == []  # a booking was not asked for
    assert world.log(world.pool.manager, hook) == []


def test_vouchers_are_told_to_their_enterprise_and_region_but_not_to_the_provider(world):
    world.pool.recognise()
    world.register(world.pool.manager, "voucher", path="/enterprise")
    world.register(world.pool.officer, "voucher", path="/region")
    world.register(world.provider, path="/provider")
    instrument = world.pool.instrument()
    wish = slot(instrument) | {"purpose": "课题", "voucher": world.pool.voucher, "mode": "redeem"}
    ref = done(world.pool.researcher, "/bookings", wish)["ref"]
    done(world.pool.researcher, f"/bookings/{ref}/cancel", {"reason": "改期"})

    got = world.work()

    told = {path: kinds(each for each in got if path in each.split(b"\r\n")[0]) for path in
            (b"/enterprise", b"/region", b"/provider")}  # fmt: skip
    assert told[b"/enterprise"] == told[b"/region"] == ["voucher.hold_held", "voucher.hold_released"]
    assert told[b"/provider"] == ["booking.confirmed", "booking.cancelled"]
    data = message(next(each for each in got if b"/region" in each))[1]["data"]
    assert (data["number"], data["hold"]["reference"]) == (world.pool.voucher, ref)
    assert data["url"].endswith(f"/api/v1/vouchers/{world.pool.voucher}")


def test_what_is_not_accepted_is_tried_again_until_it_is(world):
    hook = world.register(world.pool.manager)
    world.receiver.replies["/hook"] = answers(b"500 Internal Server Error")
    book(world)

    first, early, second = world.work(), world.work(MINUTE / 2), world.work(MINUTE)
    [failed] = world.log(world.pool.manager, hook)
    world.receiver.replies["/hook"] = answers(b"200 OK")
    third, after = world.work(2 * MINUTE), world.work(DAY)

    assert [len(each) for each in (first, early, second, third, after)] == [1, 0, 1, 1, 0]
    assert (failed["state"], failed["status"], failed["attempts"]) == ("waiting", 500, 2)
    ids = {message(request)[0]["webhook-id"] for request in first + second + third}
    assert ids == {failed["message_id"]}
    assert world.log(world.pool.manager, hook)[0]["state"] == "delivered"


def test_after_three_days_a_message_is_given_up_and_can_be_sent_again(world):
    hook = world.register(world.pool.manager)
    world.receiver.replies["/hook"] = answers(b"302 Found", b"Location: https://127.0.0.1/")
    book(world)

    for _ in range(20):
        world.work(DAY / 5)
    [lost] = world.log(world.pool.manager, hook)
    world.receiver.replies["/hook"] = answers(b"200 OK")
    done(world.pool.manager, f"/webhooks/{hook['ref']}/deliveries/{lost['id']}/replay")
    again = world.work()

    assert (lost["state"], lost["status"], lost["next_at"]) == ("given_up", 302, None)
    assert [message(each)[0]["webhook-id"] for each in again] == [lost["message_id"]]
    assert world.log(world.pool.manager, hook)[0]["state"] == "delivered"


def test_410_pauses_at_once_and_tells_the_managers(world):
    hook = world.register(world.pool.manager)
    world.receiver.replies["/hook"] = answers(b"410 Gone")
    book(world)
    world.work()
    book(world, name="Balance")

    assert world.work(DAY) == []
    shown = world.pool.manager.get(f"/webhooks/{hook['ref']}").json
    assert (shown["state"], shown["why_paused"]) == ("paused", "gone")
    with world.app.app_context():
        mails = db.session.query(OutboxMessage).filter_by(template="webhook_paused").all()
        assert [mail.recipient for mail in mails] == ["manager@test.example"]
        assert [mail.payload["host"] for mail in mails] == ["127.0.0.1"]
    refused = world.pool.manager.post(f"/webhooks/{hook['ref']}/test")
    assert refused.status_code == 409

    world.receiver.replies["/hook"] = answers(b"200 OK")
    done(world.pool.manager, f"/webhooks/{hook['ref']}/resume")
    done(world.pool.manager, f"/webhooks/{hook['ref']}/test")
    assert kinds(world.work()) == ["webhook.test"]  # what happened meanwhile is not sent


def test_five_days_of_failures_pause_and_nobody_at_home_is_asked_ever_less(world):
    hook = world.register(world.pool.manager)
    with hostile({}) as gone:
        pass
    unreached = f"https://127.0.0.1:{gone.port}/"
    with world.app.app_context():
        transaction(lambda: db.session.execute(db.text("UPDATE webhook SET url = :url"), {"url": unreached}))
    book(world)
    world.work()
    book(world, name="Balance")
    world.work(MINUTE / 2)

    tries = {each["attempts"] for each in world.log(world.pool.manager, hook)}
    assert tries == {1, 0}  # the second rests with the first
    for day in range(6):
        book(world, name=f"Balance {day}")
        world.work(DAY)
    shown = world.pool.manager.get(f"/webhooks/{hook['ref']}").json
    assert (shown["state"], shown["why_paused"]) == ("paused", "failing")
    assert {each["problem"] for each in world.log(world.pool.manager, hook) if each["attempts"]} == {
        "no_answer"
    }


def test_a_receiver_that_asks_to_be_spared_is_spared(world):
    world.register(world.pool.manager)
    world.receiver.replies["/hook"] = answers(b"429 Too Many Requests", b"Retry-After: 3600")
    book(world)
    book(world, name="Balance")

    assert [len(world.work(later)) for later in (0 * MINUTE, 30 * MINUTE, 31 * MINUTE)] == [1, 0, 1]


def test_of_two_schedulers_one_sends(world):
    world.register(world.pool.manager)
    world.receiver.replies["/hook"] = says(b"", b"HTTP/1.1 204 No Content\r\n\r\n", every=0.2)
    book(world)
    now = clock.now()
    with world.app.app_context():
        [hook] = hooks_to_look_for(now, 10)
        for _ in range(2):
            transaction(partial(collect, hook, now))
        [due] = due_deliveries(now, 10)

    def send() -> None:
        with world.app.app_context():
            deliver(due, now, now)

    race([send] * 4)

    assert len(world.receiver.requests) == 1


def test_a_clock_that_is_set_back_loses_nothing(world):
    world.register(world.pool.manager)
    world.work(60 * MINUTE)
    book(world)

    assert kinds(world.work(-60 * MINUTE)) == ["booking.confirmed"]


def test_for_a_day_the_old_secret_signs_beside_the_new(world):
    hook = world.register(world.pool.manager)
    new = done(world.pool.manager, f"/webhooks/{hook['ref']}/rotate-secret")["secret"]
    book(world)

    [request] = world.work()

    headers, _ = message(request)
    assert headers["webhook-signature"].split() == [
        signature(new, headers),
        signature(hook["secret"], headers),
    ]


def test_the_kinds_of_organisation_are_all_thought_of():
    assert set(TOPICS_OF) == set(OrganisationKind)
