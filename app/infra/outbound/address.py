"""Reading an address that somebody typed, or that an answer leads on to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from app.infra.outbound import faults
from app.infra.outbound.networks import IPAddress, is_callable
from app.infra.outbound.rules import PlainHttp, Rules

if TYPE_CHECKING:
    from app.kernel.errors import Problem

LONGEST = 2000
_LONGEST_HOST = 253
_PORTS = {"https": 443, "http": 80}
#: Below it only the web's own ports are called: an http request must not talk to a mail server.
_FIRST_FREE_PORT = 1024
# What parsers of addresses disagree about: white space, control characters, and a backslash for a slash.
_DISPUTED = re.compile(r"[\s\x00-\x20\x7f-\x9f\\]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label that a resolver reads as a number: 1, 0x7f, 0x.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT = "/%:@!$&'()*+,;=~?[]"


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be called, once what its host resolves to is checked.

    `host` is ASCII; `literal` is set where it is an internet address itself, or always means one.
    """

    scheme: str
    host: str
    port: int
    path: str
    literal: IPAddress | None

    @property
    def authority(self) -> str:
        """Return host and port as the Host header gives them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_address(url: str, rules: Rules) -> Target:
    """Return what an address says. Raises Unreached with all that is wrong with it; nothing is looked up."""
    parts = _split(url)
    problems: list[Problem] = []
    if parts.scheme == "http" and rules.plain_http is PlainHttp.ALLOWED:
        pass
    elif parts.scheme != "https":
        problems.append(faults.NOT_HTTPS)
    if "@" in parts.netloc:
        problems.append(faults.USER_INFO)
    host = _host(parts)
    literal = None if host is None else _literal(host)
    port = _port(parts)
    if host is None or port is None:
        problems.append(faults.ADDRESS_INVALID)
    if literal is not None and not is_callable(literal, rules.allowed):
        problems.append(faults.ADDRESS_PRIVATE)
    if problems or host is None or port is None:
        raise faults.unreached(*problems)
    return Target(parts.scheme, host, port, _path(parts), literal)


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST or _DISPUTED.search(url) or not url.isprintable():
        raise faults.unreached(faults.ADDRESS_INVALID)
    try:
        return urlsplit(url)
    except ValueError:
        raise faults.unreached(faults.ADDRESS_INVALID) from None


def _host(parts: SplitResult) -> str | None:
    """Return the host as it is called, or None where it is none: a number in disguise, say."""
    host = parts.hostname or ""
    if parts.netloc.rpartition("@")[2].startswith("["):
        return _ipv6(host)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    labels = name.split(".")
    if len(name) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(name)
    return name


def _ipv6(host: str) -> str | None:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return None
    return None if address.scope_id else str(address)


def _ipv4(name: str) -> str | None:
    try:
        return str(IPv4Address(name))
    except AddressValueError:
        return None


def _literal(host: str) -> IPAddress | None:
    if host == "localhost" or host.endswith(".localhost"):  # whatever a resolver says (RFC 6761)
        return IPv4Address("127.0.0.1")
    if ":" in host:
        return IPv6Address(host)
    return IPv4Address(host) if _NUMBER.fullmatch(host.rpartition(".")[2]) else None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        return None
    if port is None:
        return _PORTS.get(parts.scheme, 443)
    return port if port in _PORTS.values() or port >= _FIRST_FREE_PORT else None


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_KEPT)
    return f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path
