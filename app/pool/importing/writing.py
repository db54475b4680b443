"""Writes a chunk of good rows: a fixed number of statements, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, tuple_, update

from app.infra.db import db
from app.pool.domain.cards import ProviderCard
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.states import InstrumentState
from app.pool.importing.rows import ImportedRow
from app.pool.importing.targets import Placing
from app.pool.indexing import index_instruments
from app.pool.models import Instrument


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some rows."""

    added_ids: tuple[int, ...] = ()
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.added_ids + other.added_ids, self.updated + other.updated, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """A row with its provider, and with the provider's place where it says none itself."""

    row: ImportedRow
    provider: ProviderCard
    details: InstrumentDetails

    def values(self, now: datetime) -> dict[str, object]:
        return {**asdict(self.details), "content_hash": self.row.content_hash, "updated_at": now}


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows beside what is known: the new ones, those that change an instrument (by id), how many do not."""

    new: Sequence[_PlacedRow]
    changed: dict[int, _PlacedRow]
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Known:
    """An instrument of an earlier import."""

    id: int
    content_hash: str | None


def write(rows: Sequence[ImportedRow], placing: Placing, *, now: datetime) -> Written:
    """Add the new instruments as drafts, update those that changed, and put both in the search."""
    found = compare(rows, placing)
    ids = _add(found.new, now)
    _update(found.changed, now)
    _index([*zip(ids, found.new, strict=True), *found.changed.items()])
    return Written(tuple(ids), len(found.changed), found.unchanged)


def compare(rows: Sequence[ImportedRow], placing: Placing) -> Compared:
    """Return which rows are new, and which say something else than is known. One statement."""
    placing.prepare(rows)
    placed = [_placed(row, placing) for row in rows]
    known = _known(placed)
    new = [each for each in placed if _key(each) not in known]
    changed = {
        known[_key(each)].id: each
        for each in placed
        if _key(each) in known and known[_key(each)].content_hash != each.row.content_hash
    }
    return Compared(new, changed, len(placed) - len(new) - len(changed))


def _placed(row: ImportedRow, placing: Placing) -> _PlacedRow:
    provider = placing.provider_of(row)
    region_code = placing.region_of(row.details) or provider.region_code
    return _PlacedRow(row, provider, replace(row.details, region_code=region_code))


def _key(placed: _PlacedRow) -> tuple[int, str]:
    return placed.provider.id, placed.row.source_id


def _known(placed: Sequence[_PlacedRow]) -> dict[tuple[int, str], _Known]:
    # As pairs: two separate lists would make the database try each provider with each id.
    pairs = tuple_(Instrument.provider_id, Instrument.source_id).in_([_key(each) for each in placed])
    query = select(
        Instrument.id, Instrument.provider_id, Instrument.source_id, Instrument.content_hash
    ).where(pairs)
    return {
        (provider_id, source_id): _Known(instrument_id, content_hash)
        for instrument_id, provider_id, source_id, content_hash in db.session.execute(query)
        if source_id is not None
    }


def _add(new: Sequence[_PlacedRow], now: datetime) -> list[int]:
    if not new:
        return []
    draft = {**asdict(InstrumentRules()), "state": str(InstrumentState.DRAFT), "created_at": now}
    values = [
        {
            **draft,
            **each.values(now),
            "provider_id": each.provider.id,
            "source_id": each.row.source_id,
        }
        for each in new
    ]
    # The ids are asked for afterwards: with RETURNING a statement holds all rows, and psycopg parses it anew.
    db.session.execute(insert(Instrument), values)
    known = _known(new)
    return [known[_key(each)].id for each in new]


def _update(changed: dict[int, _PlacedRow], now: datetime) -> None:
    if changed:
        db.session.execute(
            update(Instrument), [{"id": ref, **each.values(now)} for ref, each in changed.items()]
        )


def _index(found: Iterable[tuple[int, _PlacedRow]]) -> None:
    index_instruments(
        (ref, each.details, (each.provider.name_zh, each.provider.name_en)) for ref, each in found
    )
