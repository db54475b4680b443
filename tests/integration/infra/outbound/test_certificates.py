"""A name is called at the address that was checked, and has to prove that it is the one."""

from ipaddress import ip_address, ip_network

import pytest

from app.infra.outbound import PlainHttp, Rules, Unreached, fetch
from tests.support.hostile import CERTIFICATES, hostile, says

LOOPBACK = (ip_network("127.0.0.0/8"),)
HTTP = Rules(LOOPBACK, PlainHttp.ALLOWED, 1000, connect_seconds=0.5, total_seconds=0.5)
HTTPS = Rules(LOOPBACK, PlainHttp.REFUSED, 1000)
HELLO = says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
TO_HTTP = b"HTTP/1.1 302 Found\r\nLocation: http://lab.example/\r\n\r\n"


@pytest.fixture
def trusted(monkeypatch):
    """Trust our own test authority, as an institution would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


def at_loopback(_host, _seconds):
    return [ip_address("127.0.0.1")]


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_the_certificate_is_checked_for_the_hosts_name_at_the_checked_address(trusted):
    with hostile({"/": HELLO}, tls=CERTIFICATES / "lab.pem") as server:
        answer = fetch(server.url("/", "lab.example"), HTTPS, resolve=at_loopback)
        with pytest.raises(Unreached) as refused:
            fetch(server.url("/", "other.example"), HTTPS, resolve=at_loopback)

    assert answer.body == b"hello"
    assert b"Host: lab.example:%d\r\n" % server.port in server.requests[0]
    assert codes(refused) == ["certificate"]


def test_a_certificate_that_nobody_vouches_for_is_refused():
    with (
        hostile({"/": HELLO}, tls=CERTIFICATES / "lab.pem") as server,
        pytest.raises(Unreached) as refused,
    ):
        fetch(server.url("/", "lab.example"), HTTPS, resolve=at_loopback)

    assert codes(refused) == ["certificate"]


def test_https_never_leads_on_to_http_even_where_http_is_allowed(trusted):
    with (
        hostile({"/": says(TO_HTTP)}, tls=CERTIFICATES / "lab.pem") as secure,
        pytest.raises(Unreached) as refused,
    ):
        fetch(secure.url("/", "lab.example"), HTTP, resolve=at_loopback)

    assert codes(refused) == ["not_https"]


def test_a_handshake_that_never_ends_is_ended():
    with hostile({"/": says(b"", every=2)}) as silent, pytest.raises(Unreached) as refused:
        fetch(f"https://127.0.0.1:{silent.port}/", HTTP)

    assert codes(refused) == ["too_slow"]
