"""Calling an address that a user typed."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from io import BufferedReader
from types import MappingProxyType
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from app.infra.outbound import faults
from app.infra.outbound.address import Target, read_address
from app.infra.outbound.answer import Answer
from app.infra.outbound.body import read_body
from app.infra.outbound.line import Deadline, Line, connected
from app.infra.outbound.resolving import Resolver, addresses_of, ask_the_system

if TYPE_CHECKING:
    import socket

    from app.infra.outbound.rules import Rules

Headers = Mapping[str, str]

_LEADS_ON = frozenset({301, 302, 303, 307, 308})
#: What may go along when an address leads on to another host; anything else might be a secret.
_NO_SECRET = frozenset({"accept", "accept-language", "if-modified-since", "if-none-match"})
#: Room for the head of an answer, and for what frames its content.
_HEAD_BYTES = 131_072
_OURS = MappingProxyType(
    {"user-agent": "OnePool", "accept": "*/*", "accept-encoding": "gzip, deflate", "connection": "close"}
)
_NONE: Headers = MappingProxyType({})


def check_address(url: str, rules: Rules) -> None:
    """Refuse what can be refused before anything is looked up. Raises Unreached with all that is wrong."""
    read_address(url, rules)


def fetch(url: str, rules: Rules, headers: Headers = _NONE, resolve: Resolver = ask_the_system) -> Answer:
    """GET an address and what it leads on to, each checked; any status is an answer. Raises Unreached."""
    deadline = Deadline(rules.total_seconds)
    first = target = read_address(url, rules)
    for _ in range(rules.redirects + 1):
        ours = headers if _same_place(first, target) else _harmless(headers)
        answer = _call("GET", target, b"", ours, rules, deadline, resolve)
        if answer.status not in _LEADS_ON:
            return answer
        target = _next(target, answer, rules)
    raise faults.unreached(faults.TOO_MANY_REDIRECTS)


def post(url: str, body: bytes, headers: Headers, rules: Rules, resolve: Resolver = ask_the_system) -> Answer:
    """POST to an address; one that leads on is not followed, its status is an answer. Raises Unreached."""
    target, deadline = read_address(url, rules), Deadline(rules.total_seconds)
    return _call("POST", target, body, headers, rules, deadline, resolve)


def _same_place(one: Target, other: Target) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)


def _harmless(headers: Headers) -> Headers:
    return {name: value for name, value in headers.items() if name.lower() in _NO_SECRET}


def _next(target: Target, answer: Answer, rules: Rules) -> Target:
    location = answer.headers.get("location")
    if not location:
        raise faults.unreached(faults.REDIRECT_WITHOUT_ADDRESS)
    try:
        leads_to = urljoin(target.url, location)
    except ValueError:
        raise faults.unreached(faults.ADDRESS_INVALID) from None
    following = read_address(leads_to, rules)
    if target.scheme == "https" and following.scheme != "https":
        raise faults.unreached(faults.NOT_HTTPS)
    return following


def _call(
    method: str,
    target: Target,
    body: bytes,
    headers: Headers,
    rules: Rules,
    deadline: Deadline,
    resolve: Resolver,
) -> Answer:
    seconds = min(rules.connect_seconds, deadline.left())
    addresses = addresses_of(target, rules.allowed, seconds, resolve)
    sock = connected(target, addresses, rules.connect_seconds, deadline)
    with Line(sock, deadline, 2 * rules.most_bytes + _HEAD_BYTES) as line:
        try:
            line.send(_request(method, target, body, headers))
            return _answer(method, target, line, rules.most_bytes)
        except (ConnectionError, TimeoutError):
            raise faults.unreached(faults.NO_ANSWER) from None
        except (HTTPException, OSError):
            raise faults.unreached(faults.BAD_ANSWER) from None


def _request(method: str, target: Target, body: bytes, headers: Headers) -> bytes:
    sent = {**_OURS, **{name.lower(): value for name, value in headers.items()}}
    if method == "POST":
        sent["content-length"] = str(len(body))
    lines = [f"{method} {target.path} HTTP/1.1", f"Host: {target.authority}"]
    lines += [f"{name}: {_one_line(value)}" for name, value in sent.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body


def _one_line(value: str) -> str:
    return "".join(char for char in " ".join(value.split()) if char.isprintable())


class _Answering:
    """What HTTPResponse needs of a socket."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def makefile(self, _mode: str) -> BufferedReader:
        return BufferedReader(self._line)


def _answer(method: str, target: Target, line: Line, most_bytes: int) -> Answer:
    with HTTPResponse(cast("socket.socket", _Answering(line)), method=method) as response:
        response.begin()
        if response.status < 200:
            raise faults.unreached(faults.BAD_ANSWER)
        names = {name.lower() for name in response.headers}
        headers = {name: _one_line(", ".join(response.headers.get_all(name, []))) for name in names}
        body = b"" if response.status in _LEADS_ON else read_body(response, most_bytes)
        return Answer(response.status, headers, body, target.url)
