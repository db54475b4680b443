"""What the voucher pages need from above: where a reference's page is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

_EXTENSION = "onepool.voucher_links"

AddressOf = Callable[[str], str | None]


def wire_links(app: Flask, address_of: AddressOf) -> None:
    """Tell where the page of a hold's reference is (None: it has none); the factory does, once."""
    app.extensions[_EXTENSION] = address_of


def address_of(reference: str) -> str | None:
    """Return the address of what a transfer is about, or None where nobody knows one."""
    wired = cast("AddressOf | None", current_app.extensions.get(_EXTENSION))
    return wired(reference) if wired else None
