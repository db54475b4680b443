"""No address that somebody types leads into a private network, however it is written."""

from ipaddress import ip_address, ip_network

import pytest

from app.infra.outbound import PlainHttp, Rules, Unreached, check_address, fetch, post
from tests.support.hostile import hostile, says

HTTP = Rules((), PlainHttp.ALLOWED, most_bytes=1000, connect_seconds=0.5, total_seconds=0.5)
HTTPS = Rules((), PlainHttp.REFUSED, most_bytes=1000)

PRIVATE = (
    "127.0.0.1", "127.255.255.254", "127.0.0.1.", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
    "100.64.0.1", "100.100.100.200", "100.127.255.255", "168.63.129.16", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1",
    "localhost", "LOCALHOST", "localhost.", "anything.localhost", "ｌocalhost",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]",
    "[::127.0.0.1]", "[::ffff:8.8.8.8]", "[64:ff9b::7f00:1]", "[64:ff9b::8.8.8.8]", "[64:ff9b:1::1]",
    "[100::1]", "[2001::1]", "[2001:2::1]", "[2001:10::1]", "[2001:db8::1]", "[2002:7f00:1::]", "[3fff::1]",
    "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]",
)  # fmt: skip
NO_ADDRESS = (
    "http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://0x7f.1:{port}/", "http://127.1:{port}/",
    "http://127.0.1:{port}/", "http://0177.0.0.1:{port}/", "http://0177.1:{port}/", "http://017700000001:{port}/",
    "http://127.0.0.0x1:{port}/", "http://127.0.0.01:{port}/", "http://0x:{port}/", "http://0:{port}/",
    "http://127.0.0.256:{port}/", "http://1.2.3.4.5:{port}/", "http://127.0.0.1..:{port}/",
    "http://[fe80::1%25lo]:{port}/", "http://[::1%lo]:{port}/", "http://[::1:{port}/", "http://[v1.x]:{port}/",
    "http://[127.0.0.1]:{port}/", "http://127.0.0.1%2f.example:{port}/", "http://%31%32%37.0.0.1:{port}/",
    "http://127.0.0.1\\@lab.example:{port}/", "http://lab.example\\.127.0.0.1:{port}/", "http://\t127.0.0.1:{port}/",
    "http://127.0.0.1\n:{port}/", "http:// 127.0.0.1:{port}/", "http://127.0.0.1\x00:{port}/", "http://:{port}/",
    "http:///x", "http:127.0.0.1:{port}", "http://127.0.0.1:port/", "http://lab.example:0/",
    "http://lab.example:25/", "http://lab.example:99999/", "http://.lab.example/", "http://lab..example/",
    "http://-lab.example/", "http://lab_/" + "x" * 2000, "http://" + "a" * 64 + ".example/",
    "http://lab.example/\u202egpj.exe", "",
)  # fmt: skip
OTHER_SCHEMES = (
    "file:///etc/passwd", "ftp://lab.example/x", "gopher://lab.example:70/x", "data:text/calendar,x",
    "dict://lab.example:2628/x", "javascript:alert(1)", "//lab.example/x", "lab.example/x", "ldap://lab.example/",
    "unix:///run/docker.sock", "webcal://lab.example/x", "HTTP://lab.example/", "http://lab.example/",
)  # fmt: skip
WITH_USERS = ("https://me@lab.example/", "https://me:secret@lab.example/", "https://@lab.example/",
              "https://lab.example@127.0.0.1/", "https://lab.example%40@lab.example/")  # fmt: skip
RESOLVING_TO = (
    ("127.0.0.1",), ("8.8.8.8", "127.0.0.1"), ("10.1.2.3",), ("::1",), ("::ffff:127.0.0.1",), ("fe80::1%1",),
    ("2606:4700::1111", "fd00::1"), ("64:ff9b::7f00:1",), ("2002:7f00:1::",), ("169.254.169.254",),
)  # fmt: skip


@pytest.fixture(scope="module")
def listening():
    with hostile({"/": says(b"HTTP/1.1 200 OK\r\n\r\nprivate")}) as server:
        yield server
        assert server.connections == 0, "somebody came through"


def ask_nobody(host, _seconds):
    pytest.fail(f"{host} was looked up")


def codes(refused):
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_in_a_private_network_is_refused(host, listening):
    url = f"http://{host}:{listening.port}/"

    for call in (check_address, lambda *args: fetch(*args, resolve=ask_nobody)):
        with pytest.raises(Unreached) as refused:
            call(url, HTTP)
        assert codes(refused) == ["address_private"]


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_parsers_read_in_several_ways_is_no_address(url, listening):
    with pytest.raises(Unreached) as refused:
        fetch(url.format(port=listening.port), HTTP, resolve=ask_nobody)

    assert "address_invalid" in codes(refused)


@pytest.mark.parametrize("url", OTHER_SCHEMES)
def test_only_https_is_called_unless_the_call_allows_http(url):
    with pytest.raises(Unreached) as refused:
        fetch(url, HTTPS, resolve=ask_nobody)

    assert "not_https" in codes(refused)


@pytest.mark.parametrize("url", WITH_USERS)
def test_an_address_holds_no_user(url):
    with pytest.raises(Unreached) as refused:
        post(url, b"", {}, HTTPS, resolve=ask_nobody)

    assert "user_info" in codes(refused)


@pytest.mark.parametrize("found", RESOLVING_TO)
def test_one_private_address_among_a_hosts_spoils_all(found, listening):
    with pytest.raises(Unreached) as refused:
        fetch(
            listening.url("/", "lab.example"), HTTP, resolve=lambda *_: [ip_address(each) for each in found]
        )

    assert codes(refused) == ["address_private"]


def test_a_refusal_names_all_that_is_wrong():
    with pytest.raises(Unreached) as refused:
        check_address("ftp://me@127.0.0.1:0/", HTTPS)

    assert codes(refused) == ["not_https", "user_info", "address_invalid", "address_private"]


@pytest.mark.parametrize(
    "url",
    ["https://lab.example", "https://日历.example/课?q=分#x", "https://8.8.8.8/", "https://[2606:4700::1111]:8443/a",
     "https://LAB.example.:443/%20?a=b%2F", "http://10.20.0.1:8080/", "http://lab.example/"],
)  # fmt: skip
def test_an_ordinary_address_may_be_given(url):
    allowed = Rules((ip_network("10.20.0.0/16"),), PlainHttp.ALLOWED, most_bytes=1000)

    check_address(url, allowed)
