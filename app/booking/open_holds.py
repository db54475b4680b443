"""Tells the pool which voucher money binds a region: the pool itself knows nothing of vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pool.domain.cards import OpenHold, Side
from app.pool.domain.places import code_range
from app.voucher.queries.promised import HoldPlace, live_holds_of

if TYPE_CHECKING:
    from datetime import date

_PLACES = {Side.DEMAND: HoldPlace.ENTERPRISE, Side.SUPPLY: HoldPlace.PROVIDER}


def open_holds(region_code: str, side: Side, from_on: date) -> list[OpenHold]:
    """Return what is held for services on a day or later: for its enterprises, or with its providers."""
    found = live_holds_of(_PLACES[side], *code_range(region_code), from_on)
    return [OpenHold(hold.reference, hold.voucher_number, hold.service_on) for hold in found]
