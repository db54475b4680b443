"""Whose instruments and services a reader's district recognises: one query for a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.pool import queries as pool
from app.pool.domain.places import covers
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import RecognitionCard


class Located(Protocol):
    """What stands or is done somewhere."""

    @property
    def region_code(self) -> str | None: ...


def recognitions_for(actor: Actor | None, now: datetime) -> Callable[[Located], RecognitionCard | None]:
    """Return what tells of a thing under which recognition the actor's enterprise may use it today.

    Nothing is recognised for visitors and for organisations without a region.
    """
    region = actor.organisation.region_code if actor and actor.organisation else None
    standing = pool.recognitions_by(region, voucher_day(now)) if region else []

    def recognition(thing: Located) -> RecognitionCard | None:
        supply = thing.region_code
        if supply is None:
            return None
        return next((each for each in standing if covers(each.supply_region, supply)), None)

    return recognition
