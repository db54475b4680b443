"""Which part of a list an address asks for."""

from enum import StrEnum
from typing import TypeVar

from flask import request

S = TypeVar("S", bound=StrEnum)


def wanted_shelf(shelves: type[S], usual: S, name: str = "shelf") -> S:
    """Return the shelf asked for, or the usual one."""
    wanted = request.args.get(name, "")
    return shelves(wanted) if wanted in set(shelves) else usual
