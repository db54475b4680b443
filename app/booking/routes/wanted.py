"""Which part of a list an address asks for."""

from enum import StrEnum
from typing import TypeVar

from flask import request

from app.booking.domain.owing import OwnShareShelf

S = TypeVar("S", bound=StrEnum)


def wanted_shelf(shelves: type[S], usual: S) -> S:
    """Return the shelf asked for, or the usual one."""
    wanted = request.args.get("shelf", "")
    return shelves(wanted) if wanted in set(shelves) else usual


def wanted_own_shares() -> OwnShareShelf:
    """Return which own shares are asked for: without a word, what is open."""
    wanted = request.args.get("state", "")
    return OwnShareShelf(wanted) if wanted in set(OwnShareShelf) else OwnShareShelf.OPEN
