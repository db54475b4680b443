"""Reading what is promised: live holds, by the regions they bind and the day of their service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Text, select, type_coerce

from app.infra.db import db
from app.voucher.domain.states import HoldState
from app.voucher.models import Hold, Voucher


class HoldPlace(StrEnum):
    """Which region of a hold's facts is meant: where the enterprise sits, or the provider."""

    ENTERPRISE = "enterprise_region"
    PROVIDER = "provider_region"


@dataclass(frozen=True, slots=True)
class PromisedHold:
    """A live hold, and the day of the service it is for."""

    reference: str
    voucher_number: str
    service_on: date


def live_holds_of(place: HoldPlace, first_code: str, last_code: str, from_on: date) -> list[PromisedHold]:
    """Return live holds that bind a range of regions, for services on a day or later, the earliest first.

    The facts a hold was judged by tell both.
    """
    # The snapshot is a text of sorted keys without spaces on both engines: it narrows, the facts decide.
    narrowed = type_coerce(Hold.snapshot, Text).like(f'%"{place}":"{first_code[:2]}%')
    rows = db.session.execute(
        select(Hold.reference, Voucher.number, Hold.snapshot)
        .join(Voucher, Voucher.id == Hold.voucher_id)
        .where(Hold.state == HoldState.HELD, narrowed)
        .order_by(Hold.id)
    )
    found = [
        PromisedHold(row.reference, row.number, date.fromisoformat(row.snapshot["facts"]["service_on"]))
        for row in rows
        if first_code <= row.snapshot["facts"][place] <= last_code
    ]
    return sorted((hold for hold in found if hold.service_on >= from_on), key=lambda hold: hold.service_on)
