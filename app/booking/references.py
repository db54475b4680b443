"""References for new quotes, bookings and orders."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from app.infra.db import db
from app.kernel.ids import new_reference

if TYPE_CHECKING:
    from sqlalchemy import Select

    from app.booking.models import Booking, Quote, ServiceOrder

    Referred = type[Booking | Quote | ServiceOrder]


def free_reference(table: Referred, prefix: str) -> str:
    """Return a reference nobody has yet, e.g. `B-7KQ2M`.

    Five characters are easy to read out but meet now and then among many bookings. That two new ones meet in
    the same moment is left to the unique constraint.
    """
    while True:
        reference = new_reference(prefix)
        if db.session.scalar(_known(table), {"ref": reference}) is None:
            return reference


@cache
def _known(table: Referred) -> Select[int]:
    """Select the row of a reference; built once a table, for every booking asks it."""
    return select(table.id).where(table.ref == bindparam("ref"))
