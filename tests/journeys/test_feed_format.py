"""The feeds of interop.md ("Feeds out"), line by line, as any calendar program meets them."""

import gzip
import re
from itertools import chain

import pytest
from icalendar import Calendar

from tests.support.booking_pool import at
from tests.support.callers import HttpAnswer, fetch

LONG_CHINESE = "高分辨透射电子显微镜，配能谱仪；样品：锂离子电池正极材料\\ 以及很长很长的中文说明" * 3


def subscribe(pool, who="researcher", **body) -> str:
    answer = pool.by(who).post("/feeds", {"kind": "mine", "detail": "full"} | body)
    assert answer.status == 201, answer.body
    return answer.json["url"]


def events(answer: HttpAnswer) -> dict[str, object]:
    assert answer.status == 200, answer.body
    return {str(each["UID"]): each for each in Calendar.from_ical(answer.body).walk("VEVENT")}


def event_of(answer: HttpAnswer, ref: str):
    [found] = [each for uid, each in events(answer).items() if uid.startswith(ref)]
    return found


def test_the_api_shows_the_address_of_a_feed_once(demo):
    made = demo.by("researcher").post("/feeds", {"kind": "mine", "detail": "busy"}).json
    assert {"id", "kind", "detail", "url"} <= made.keys()
    token = made["url"].rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 22, "128 bits in base 64"
    listed = demo.by("researcher").get("/feeds", limit=200)
    assert made["id"] in [each["id"] for each in listed.json["items"]]
    assert token not in listed.body.decode()
    assert "url" not in listed.json["items"][0]


def test_the_calendar_says_what_it_is(demo):
    address = subscribe(demo)
    text = fetch(address).body.decode()
    unfolded = text.replace("\r\n ", "")
    for line in ("VERSION:2.0", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"):
        assert f"\r\n{line}\r\n" in unfolded
    for name in ("PRODID", "NAME", "X-WR-CALNAME", "COLOR", "SOURCE"):
        assert re.search(rf"\r\n{name}[:;]", unfolded), name
    assert address in unfolded
    for unwanted in ("METHOD", "BEGIN:VALARM", "@demo.example", "mailto:", "ATTENDEE", "ORGANIZER"):
        assert unwanted not in unfolded, unwanted


def test_lines_are_folded_without_cutting_a_character(demo):
    instrument = demo.instrument(name=LONG_CHINESE[:150], name_zh=LONG_CHINESE[:150])
    ref = demo.booking(instrument, purpose=f"{LONG_CHINESE}\n第二行, with a comma; and more")["ref"]
    body = fetch(subscribe(demo)).body
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    event = event_of(fetch(subscribe(demo)), ref)
    assert "第二行, with a comma; and more" in str(event["DESCRIPTION"])


def test_an_event_tells_time_place_and_where_it_came_from(demo):
    instrument = demo.instrument(lat=31.3, lon=120.62, location="A座101室", city="苏州")
    ref = demo.booking(instrument)["ref"]
    event = event_of(fetch(subscribe(demo)), ref)
    assert event["DTSTART"].dt == at(3, "09:00")
    assert event["DTEND"].dt == at(3, "12:00")
    assert event["DTSTART"].to_ical().endswith(b"Z")
    assert str(event["STATUS"]) == "TENTATIVE"
    assert "A座101室" in str(event["LOCATION"])
    assert event["GEO"].to_ical() == "31.3;120.62"
    assert str(event["URL"]) == f"{demo.server.url}/bookings/{ref}"
    assert {"DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY"} <= set(event)


def test_each_change_raises_the_sequence_and_a_cancelled_one_stays(demo):
    address = subscribe(demo)
    ref = demo.booking(demo.instrument())["ref"]
    requested = event_of(fetch(address), ref)
    assert demo.by("keeper").post(f"/bookings/{ref}/confirm").status == 200
    confirmed = event_of(fetch(address), ref)
    assert demo.by("researcher").post(f"/bookings/{ref}/cancel").status == 200
    cancelled = event_of(fetch(address), ref)
    assert requested["UID"] == confirmed["UID"] == cancelled["UID"]
    assert requested["SEQUENCE"] < confirmed["SEQUENCE"] < cancelled["SEQUENCE"]
    assert requested["LAST-MODIFIED"].dt <= confirmed["LAST-MODIFIED"].dt <= cancelled["LAST-MODIFIED"].dt
    assert [str(each["STATUS"]) for each in (requested, confirmed, cancelled)] == [
        "TENTATIVE",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert str(cancelled["TRANSP"]) == "TRANSPARENT"
    assert str(confirmed["TRANSP"]) == "OPAQUE"


def test_the_same_state_gives_the_same_bytes(demo):
    address = subscribe(demo, "stranger")
    first, second = fetch(address), fetch(address)
    assert first.body == second.body
    assert first.headers["ETag"] == second.headers["ETag"]


def test_http_manners(demo):
    address = subscribe(demo, "stranger")
    answer = fetch(address)
    headers = answer.headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["ETag"].startswith('"')
    assert headers["Last-Modified"].endswith("GMT")
    assert headers["Cache-Control"] == "private"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "Accept-Encoding" in headers["Vary"]
    assert headers["Set-Cookie"] is None
    for condition in ({"If-None-Match": headers["ETag"]}, {"If-Modified-Since": headers["Last-Modified"]}):
        unchanged = fetch(address, headers=condition)
        assert (unchanged.status, unchanged.body) == (304, b"")
        assert unchanged.headers["ETag"] == headers["ETag"]
    head = fetch(address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["ETag"] == headers["ETag"]
    assert head.headers["Content-Length"] == str(len(answer.body))
    packed = fetch(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == answer.body
    assert packed.headers["ETag"] != headers["ETag"], "strong tags differ by encoding"
    for accept in ("text/html", "application/json", "nonsense", "*/*"):
        assert fetch(address, headers={"Accept": accept}).status == 200


def test_a_changed_feed_is_sent_again(demo):
    address = subscribe(demo)
    tag = fetch(address).headers["ETag"]
    demo.booking(demo.instrument())
    assert fetch(address, headers={"If-None-Match": tag}).status == 200


def test_a_withdrawn_feed_is_gone_and_an_unknown_one_not_found(demo):
    made = demo.by("researcher").post("/feeds", {"kind": "mine", "detail": "full"}).json
    assert fetch(made["url"]).status == 200
    assert demo.by("researcher").call("DELETE", f"/feeds/{made['id']}").status == 204
    assert fetch(made["url"]).status == 410
    assert made["id"] not in [
        each["id"] for each in demo.by("researcher").get("/feeds", limit=200).json["items"]
    ]
    unknown = fetch(f"{demo.server.url}/calendar/feeds/{'x' * 43}.ics")
    assert (unknown.status, unknown.headers["Set-Cookie"]) == (404, None)


def test_each_kind_of_feed_shows_whose_it_is(demo):
    instrument = demo.instrument()
    ref = demo.booking(instrument, purpose="Secret alloy")["ref"]
    for who, body in (
        ("researcher", {"kind": "mine"}), ("manager", {"kind": "enterprise"}),
        ("provider", {"kind": "provider"}),
        ("keeper", {"kind": "instrument", "instrument_id": instrument}),
    ):  # fmt: skip
        assert event_of(fetch(subscribe(demo, who, **body)), ref)["DTSTART"].dt == at(3, "09:00")
        busy = fetch(subscribe(demo, who, detail="busy", **body))
        assert busy.status == 200
        assert not {ref, "Secret"} & set(re.findall(r"Secret|B-\w{5}", busy.body.decode()))
        assert at(3, "09:00") in [each["DTSTART"].dt for each in events(busy).values()]


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("researcher", {"kind": "provider", "detail": "full"}, 403),
        ("researcher", {"kind": "instrument", "detail": "full", "instrument_id": 1}, 403),
        ("keeper", {"kind": "instrument", "detail": "full"}, 422),
        ("keeper", {"kind": "instrument", "detail": "full", "instrument_id": 10**12}, 422),
        ("keeper", {"kind": "instrument", "detail": "full", "instrument_id": 999_999}, 404),
        ("researcher", {"kind": "other", "detail": "all"}, 422),
    ],
)
def test_feeds_one_may_not_have_are_refused(demo, who, body, status):
    assert demo.by(who).post("/feeds", body).status == status


def test_the_public_busy_feed_names_nobody(demo):
    everything = (fetch(f"{demo.server.url}/calendar/instruments/{each}/busy.ics") for each in range(1, 12))
    public = [answer for answer in everything if answer.status == 200]
    assert public, "the demo's provider shows its busy times"
    for event in chain.from_iterable(events(answer).values() for answer in public):
        assert not {"DESCRIPTION", "URL", "ATTENDEE", "ORGANIZER"} & set(event)
    free_busy = fetch(f"{demo.server.url}/calendar/instruments/1/freebusy.ifb")
    [component] = Calendar.from_ical(free_busy.body).walk("VFREEBUSY")
    assert {"DTSTART", "DTEND", "DTSTAMP", "UID"} <= set(component)


def test_a_token_stays_out_of_the_servers_log(demo):
    address = subscribe(demo)
    assert fetch(address).status == 200
    assert address.rsplit("/", 1)[1].removesuffix(".ics") not in demo.server.log.read_text()
