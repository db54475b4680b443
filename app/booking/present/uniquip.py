"""Instruments in the columns of UNIQUIP, by which British portals collect universities' equipment.

The names of the columns and their order are the specification's, so they are not translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.tables import Table
from app.infra.urls import lasting_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.infra.tables import Cell
    from app.pool.domain.cards import InstrumentCard

COLUMNS = (
    "Type", "Name", "Description", "Related Facility ID", "Technique", "Location", "Contact Name",
    "Contact Telephone", "Contact URL", "Contact Email", "Secondary Contact Name",
    "Secondary Contact Telephone", "Secondary Contact URL", "Secondary Contact Email", "ID", "Photo",
    "Department", "Site Location", "Building", "Service Level", "Web Address",
)  # fmt: skip


def uniquip_table(name: str, cards: Iterable[InstrumentCard], now: datetime) -> Table:
    """Return instruments as a UNIQUIP file. Who to ask is their provider: no person is named."""
    return Table(name, COLUMNS, (_row(card) for card in cards), now)


def _row(card: InstrumentCard) -> tuple[Cell, ...]:
    details, provider = card.details, card.provider
    known = {
        "Type": "equipment",
        "Name": details.name_en or details.name,
        "Description": details.description,
        "Technique": details.category,
        "Location": ", ".join(
            filter(None, (details.city or provider.city, details.country or provider.country))
        ),
        "Contact Name": provider.name_en or provider.name_zh,
        "Contact URL": lasting_address("booking.provider", code=provider.code),
        "ID": str(card.id),
        "Department": details.department,
        "Site Location": details.institution,
        "Building": details.location,
        "Web Address": lasting_address("booking.instrument", instrument_id=card.id),
    }
    return tuple(known.get(column, "") for column in COLUMNS)
