"""What one call may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import IPv4Network, IPv6Network
from typing import cast

from flask import current_app

Networks = tuple[IPv4Network | IPv6Network, ...]


class PlainHttp(Enum):
    """Whether an address without encryption may be called."""

    REFUSED = auto()
    ALLOWED = auto()


@dataclass(frozen=True, slots=True)
class Rules:
    """The bounds of one call. `allowed` networks are called although they are private.

    `total_seconds` go by the clock, from the first look-up to the last byte, redirects included; an answer
    has at most `most_bytes`, as it is sent and as it is decoded.
    """

    allowed: Networks
    plain_http: PlainHttp
    most_bytes: int
    connect_seconds: float = 5
    total_seconds: float = 20
    redirects: int = 3


def allowed_networks() -> Networks:
    """Return the private networks that this deployment lets the program call."""
    return cast("Networks", current_app.config["SETTINGS"].outbound_networks)
