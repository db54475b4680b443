"""What the programs of many makers ask of a feed's address, each in its own way, over real HTTP."""

import gzip
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.support.callers import fetch
from tests.support.feed_checker import http_faults

PACKED = "gzip, deflate, br"
PROGRAMS = {
    "Thunderbird": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0",
        "Accept": "text/calendar,text/plain;q=0.8,*/*;q=0.5",
        "Accept-Encoding": PACKED,
    },
    "Apple Calendar": {
        "User-Agent": "macOS/14.0 (23A344) dataaccessd/1.0",
        "Accept": "*/*",
        "Accept-Encoding": PACKED,
    },
    "Outlook": {"User-Agent": "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)"},
    "Google Calendar": {"User-Agent": "Google-Calendar-Importer", "Accept-Encoding": "gzip"},
    "vdirsyncer": {"User-Agent": "vdirsyncer/0.19.3", "Accept": "text/calendar", "Accept-Encoding": "*"},
}


# The engines differ in nothing that is seen from here.
@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_every_program_gets_the_feed_in_its_own_way_until_its_address_is_another(demo):
    researcher = demo.by("researcher")
    made = researcher.post("/feeds", {"kind": "mine", "detail": "full"}).json
    url, plain = made["url"], fetch(made["url"]).body
    for name, headers in PROGRAMS.items():
        whole, head = fetch(url, headers=headers), fetch(url, method="HEAD", headers=headers)
        assert (whole.status, http_faults(whole.headers), head.body) == (200, [], b""), name
        assert dict(head.headers) == dict(whole.headers) | {"date": head.headers["date"]}, name
        is_packed = whole.headers["Content-Encoding"] == "gzip"
        assert (gzip.decompress(whole.body) if is_packed else whole.body) == plain, name
        tag = whole.headers["ETag"]
        for tags in (tag, f'W/"other", {tag}, "another"', f"W/{tag}"):
            for method in ("GET", "HEAD"):
                again = fetch(url, method=method, headers=headers | {"If-None-Match": tags})
                assert (again.status, again.body) == (304, b""), (name, tags)
    ended = fetch(f"{url}/", headers={"Accept": "*/*"})
    assert (ended.status, ended.body.count(b"BEGIN:VEVENT")) == (200, plain.count(b"BEGIN:VEVENT"))
    asked = fetch(url, method="PROPFIND", headers={"Depth": "0"})
    assert (asked.status, "GET" in asked.headers["Allow"], asked.headers["Set-Cookie"]) == (405, True, None)

    new = researcher.post(f"/feeds/{made['id']}/rotate").json["url"]
    for method in ("GET", "HEAD"):
        for old in (url, f"{url}/"):
            gone = fetch(old, method=method, headers=PROGRAMS["Thunderbird"] | {"If-None-Match": "*"})
            assert (gone.status, gone.headers.get_content_type()) == (410, "text/plain")
    assert fetch(new).status == 200
    log = demo.server.log.read_text()
    assert not [each for each in (url, new) if urlsplit(each).path[-20:] in log]


@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_one_connection_serves_a_program_whatever_it_asks_next(demo):
    address = urlsplit(demo.by("researcher").post("/feeds", {"kind": "mine", "detail": "busy"}).json["url"])
    connection = HTTPConnection(address.netloc, timeout=20)
    answered = []
    for method, body in (
        ("HEAD", None),
        ("GET", None),
        ("PUT", b"BEGIN:VCALENDAR"),
        ("OPTIONS", None),
        ("GET", None),
    ):
        connection.request(method, address.path, body, {"Accept": "*/*"})
        answer = connection.getresponse()
        answered.append((answer.status, len(answer.read()) > 0, answer.will_close))
    connection.close()
    assert answered == [
        (200, False, False),
        (200, True, False),
        (405, True, False),
        (200, False, False),
        (200, True, False),
    ]
