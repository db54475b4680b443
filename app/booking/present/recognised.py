"""Whose instruments a reader's district recognises: one query for a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pool import queries as pool
from app.pool.domain.places import covers
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import InstrumentCard, RecognitionCard


def recognitions_for(
    actor: Actor | None, now: datetime
) -> Callable[[InstrumentCard], RecognitionCard | None]:
    """Return what tells of an instrument under which recognition the actor's enterprise may use it today.

    Nothing is recognised for visitors and for organisations without a region.
    """
    region = actor.organisation.region_code if actor and actor.organisation else None
    standing = pool.recognitions_by(region, voucher_day(now)) if region else []

    def recognition(instrument: InstrumentCard) -> RecognitionCard | None:
        supply = instrument.region_code
        if supply is None:
            return None
        return next((each for each in standing if covers(each.supply_region, supply)), None)

    return recognition
