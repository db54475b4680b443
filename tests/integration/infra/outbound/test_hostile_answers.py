"""Whatever a server answers, a call ends in bounds: of time, of size, and of where it leads."""

import gzip
import time
import zlib
from ipaddress import ip_address, ip_network

import pytest

from app.infra.outbound import PlainHttp, Rules, Unreached, fetch, post
from tests.support.hostile import hostile, says, trickles

LOOPBACK = (ip_network("127.0.0.0/8"),)
MOST = 100_000
HTTP = Rules(LOOPBACK, PlainHttp.ALLOWED, MOST, connect_seconds=0.5, total_seconds=0.5)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ZEROS = b"\0" * 10_000_000
TWICE = gzip.compress(gzip.compress(ZEROS))


def full(body, *headers, status=b"200 OK"):
    lines = [b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body), b"", body]
    return says(b"\r\n".join(lines))


def leads_to(location, status=b"302 Found"):
    return full(b"<h1>Moved</h1>", b"Location: " + location, status=status)


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


GOOD = {
    "/plain": full(b"hello"),
    "/html": full(b"<html>Sign in</html>", b"Content-Type: text/html"),
    "/until-close": says(OK + b"\r\nhel", b"lo"),
    "/chunked": says(CHUNKED + b"3;a=b\r\nhel\r\n", b"2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n"),
    "/gzip": full(gzip.compress(b"hello"), b"Content-Encoding: gzip"),
    "/two-members": full(gzip.compress(b"hel") + gzip.compress(b"lo"), b"Content-Encoding: x-gzip"),
    "/deflate": full(zlib.compress(b"hello"), b"Content-Encoding: deflate"),
    "/bare-deflate": full(bare_deflate(b"hello"), b"Content-Encoding: deflate"),
    "/continue": says(b"HTTP/1.1 100 Continue\r\n\r\n", OK + b"Content-Length: 5\r\n\r\nhello"),
}
BAD = {
    "/closes": (says(), "no_answer"),
    "/silent": (says(b"", every=2), "too_slow"),
    "/slow-head": (trickles(OK, b"X: y\r\n", 0.05), "too_slow"),
    "/slow-status": (says(*[b"H", b"T"] * 50, every=0.05), "too_slow"),
    "/slow-body": (trickles(OK + b"Content-Length: 1000\r\n\r\n", b"x", 0.05), "too_slow"),
    "/slow-chunks": (trickles(CHUNKED, b"1\r\nx\r\n", 0.05), "too_slow"),
    "/endless": (trickles(OK + b"\r\n", b"x" * 65_536, 0), "too_large"),
    "/endless-chunks": (trickles(CHUNKED, b"ffff\r\n" + b"x" * 65_535 + b"\r\n", 0), "too_large"),
    "/endless-trailer": (trickles(CHUNKED + b"0\r\n", b"X: y\r\n", 0), "bad_answer"),
    "/endless-continue": (trickles(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99, 0), "too_large"),
    "/says-300-mb": (says(OK + b"Content-Length: 314572800\r\n\r\nx"), "too_large"),
    "/bomb": (full(gzip.compress(ZEROS), b"Content-Encoding: gzip"), "too_large"),
    "/deflate-bomb": (full(bare_deflate(ZEROS), b"Content-Encoding: deflate"), "too_large"),
    "/nested-bomb": (full(TWICE, b"Content-Encoding: gzip, gzip"), "bad_answer"),
    "/many-members": (full(gzip.compress(b"") * 4000, b"Content-Encoding: gzip"), "bad_answer"),
    "/cut-gzip": (full(gzip.compress(b"hello")[:-6], b"Content-Encoding: gzip"), "wrong_length"),
    "/no-gzip": (full(b"hello", b"Content-Encoding: gzip"), "bad_answer"),
    "/brotli": (full(b"hello", b"Content-Encoding: br"), "bad_answer"),
    "/short": (says(OK + b"Content-Length: 10\r\n\r\nhello"), "wrong_length"),
    "/two-lengths": (says(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"), "bad_answer"),
    "/odd-length": (says(OK + b"Content-Length: -5\r\n\r\nhello"), "bad_answer"),
    "/cut-chunk": (says(CHUNKED + b"9\r\nhello"), "wrong_length"),
    "/no-last-chunk": (says(CHUNKED + b"5\r\nhello\r\n"), "wrong_length"),
    "/odd-chunk": (says(CHUNKED + b"zz\r\nhello\r\n"), "bad_answer"),
    "/negative-chunk": (says(CHUNKED + b"-5\r\nhello\r\n"), "bad_answer"),
    "/long-chunk": (says(CHUNKED + b"3\r\nhello\r\n0\r\n\r\n"), "bad_answer"),
    "/odd-transfer": (says(OK + b"Transfer-Encoding: gzip\r\n\r\nhello"), "bad_answer"),
    "/huge-header": (says(OK + b"X: " + b"y" * 80_000 + b"\r\n\r\n"), "bad_answer"),
    "/many-headers": (says(OK + b"X: y\r\n" * 500 + b"\r\n"), "bad_answer"),
    "/no-http": (says(b"220 mail.example ESMTP\r\n"), "bad_answer"),
    "/upgrade": (says(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"), "bad_answer"),
    "/loop": (leads_to(b"/loop"), "too_many_redirects"),
    "/nowhere": (full(b"", status=b"302 Found"), "redirect_without_address"),
    "/to-private": (leads_to(b"http://10.0.0.1/", b"307 Temporary Redirect"), "address_private"),
    "/to-mapped": (leads_to(b"http://[::ffff:127.0.0.1]/"), "address_private"),
    "/to-file": (leads_to(b"file:///etc/passwd"), "not_https"),
    "/to-user": (leads_to(b"//me:secret@127.0.0.1/"), "user_info"),
    "/to-bracket": (leads_to(b"http://[/"), "address_invalid"),
}  # fmt: skip
CHAIN = {f"/hop-{n}": leads_to(b"hop-%d" % (n - 1), b"301 Moved Permanently") for n in range(1, 6)}
CHAIN["/hop-0"] = full(b"hello")


@pytest.fixture(scope="module")
def server():
    with hostile(GOOD | {path: reply for path, (reply, _) in BAD.items()} | CHAIN) as running:
        yield running


def codes(refused):
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("path", [path for path in GOOD if path != "/html"])
def test_an_answer_is_read_however_it_is_framed(path, server):
    answer = fetch(server.url(path), HTTP)

    assert (answer.status, answer.body, answer.url) == (200, b"hello", server.url(path))


def test_what_the_content_is_is_left_to_the_caller(server):
    assert fetch(server.url("/html"), HTTP).headers["content-type"] == "text/html"


@pytest.mark.parametrize("path", BAD)
def test_an_answer_out_of_bounds_is_refused_in_time(path, server):
    began = time.monotonic()
    with pytest.raises(Unreached) as refused:
        fetch(server.url(path), HTTP)

    assert BAD[path][1] in codes(refused)
    assert time.monotonic() - began < 2


def test_the_seconds_count_for_all_redirects_together():
    with (
        hostile({"/a": says(b"", b"HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n", every=0.2)}) as server,
        pytest.raises(Unreached) as refused,
    ):
        fetch(server.url("/a"), HTTP)

    assert codes(refused) == ["too_slow"]


@pytest.mark.parametrize(
    ("status", "headers"),
    [(b"204 No Content", ()), (b"304 Not Modified", (b'ETag: "1"', b"Transfer-Encoding: chunked")),
     (b"429 Too Many Requests", (b"Retry-After: 120",)), (b"503 Service Unavailable", (b"Retry-After: 1",))],
)  # fmt: skip
def test_any_status_is_an_answer(status, headers):
    with hostile(
        {"/": says(b"\r\n".join([b"HTTP/1.1 " + status, *headers, b"Content-Length: 0", b"", b""]))}
    ) as server:
        answer = fetch(server.url("/"), HTTP)

    assert (answer.status, answer.body) == (int(status[:3]), b"")
    assert [answer.headers[line.split(b":")[0].decode().lower()] for line in headers] == [
        line.split(b": ")[1].decode() for line in headers
    ]


def test_three_redirects_are_followed_and_a_fourth_is_not(server):
    assert fetch(server.url("/hop-3"), HTTP).url == server.url("/hop-0")
    with pytest.raises(Unreached) as refused:
        fetch(server.url("/hop-4"), HTTP)

    assert codes(refused) == ["too_many_redirects"]


def test_a_secret_is_not_carried_to_another_host(server):
    there = server.url("/plain", "127.0.0.2").replace("127.0.0.2", "localhost").encode()
    headers = {"Authorization": "Bearer secret", "Cookie": "a=b", "X-Token": "secret", "If-None-Match": '"1"'}
    with hostile({"/": leads_to(there)}) as first:
        fetch(first.url("/"), HTTP, headers)

    assert b"secret" in first.requests[0]
    assert b"secret" not in server.requests[-1]
    assert b"a=b" not in server.requests[-1]
    assert b'if-none-match: "1"' in server.requests[-1]


def test_a_name_that_moves_into_a_private_network_between_two_steps_is_refused():
    answers = iter([[ip_address("127.0.0.1")], [ip_address("10.0.0.1")]])
    with hostile({"/": leads_to(b"/private")}) as server, pytest.raises(Unreached) as refused:
        fetch(server.url("/", "lab.example"), HTTP, resolve=lambda *_: next(answers))

    assert codes(refused) == ["address_private"]
    assert server.connections == 1


def test_nobody_at_an_address_and_no_such_name_are_told_alike():
    with hostile({}) as gone:
        pass
    for url in (gone.url("/"), "http://lab.example/"):
        with pytest.raises(Unreached) as refused:
            fetch(url, HTTP, resolve=lambda *_: [])
        assert codes(refused) == ["no_answer"]


def test_the_environments_proxies_are_ignored(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert fetch(server.url("/plain"), HTTP).status == 200


def test_a_body_is_posted_with_its_length_and_no_redirect_is_followed():
    with hostile({"/in?a=1": leads_to(b"/elsewhere", b"307 Temporary Redirect")}) as server:
        answer = post(server.url("/in?a=1"), "{课}".encode(), {"X-Odd": "a\r\nHost: b"}, HTTP)

    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert (answer.status, body.decode(), len(server.requests)) == (307, "{课}", 1)
    assert head.startswith(b"POST /in?a=1 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % server.port)
    assert b"\r\nx-odd: a Host: b\r\n" in head
    assert b"cookie" not in head.lower()
