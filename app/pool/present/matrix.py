"""Who recognises whom on a day: one row a demand region, one column a supply region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.pool import queries
from app.pool.domain.cards import Side
from app.pool.domain.places import covers
from app.pool.domain.states import MembershipState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.pool.domain.cards import RecognitionCard, RegionCard


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where a row and a column meet. Within one province no recognition is asked (ADR 0008)."""

    supply: RegionCard
    recognition: RecognitionCard | None
    is_same_province: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A demand region with what it recognises of each supply region."""

    demand: RegionCard
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything in force on `on`; `standing` are the recognitions behind it, `asking` who asks to join."""

    on: date
    supplies: tuple[RegionCard, ...]
    rows: tuple[MatrixRow, ...]
    standing: tuple[RecognitionCard, ...]
    asking: tuple[RegionCard, ...]
    regions: dict[str, RegionCard]


def matrix_on(on: date) -> Matrix:
    """Gather the matrix in four queries, whatever its size."""
    regions = {region.code: region for region in queries.regions()}
    members = queries.admitted_on(on)
    supplies = [regions[code] for side, code in members if side is Side.SUPPLY]
    standing = queries.recognitions_in_force(on)
    rows: list[MatrixRow] = []
    for code in (code for side, code in members if side is Side.DEMAND):
        found = [card for card in standing if covers(card.demand_region, code)]
        rows.append(MatrixRow(regions[code], tuple(_meeting(code, supply, found) for supply in supplies)))
    asking = [
        regions[card.region_code] for card in queries.memberships() if card.state is MembershipState.ASKED
    ]
    return Matrix(on, tuple(supplies), tuple(rows), tuple(standing), tuple(asking), regions)


def _meeting(demand: str, supply: RegionCard, found: Sequence[RecognitionCard]) -> Meeting:
    standing = next((card for card in found if covers(card.supply_region, supply.code)), None)
    return Meeting(supply, standing, demand[:2] == supply.code[:2])
