"""One row of the file becomes an instrument's details, or a refusal with every reason."""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.pool.domain.instruments import InstrumentDetails
from app.pool.importing.cleaning import plain
from app.pool.importing.report import RefusedRow
from app.pool.importing.source import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pool.importing.source import SourceRow

LONGEST_SOURCE_ID = 200

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBERS = ("lat", "lon", "year")
_TEXTS = tuple(name for name in COLUMNS if name not in ("source_id", *_NUMBERS))


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A good row. `content_hash` tells whether a later file says anything else."""

    line: int
    source_id: str
    details: InstrumentDetails
    content_hash: str


def read_row(row: SourceRow) -> ImportedRow | RefusedRow:
    """Return the cleaned and checked row."""
    texts = {name: plain(row.cells.get(name, "")) for name in COLUMNS}
    source_id = texts["source_id"] if row.problem is None else ""
    problems = [row.problem] if row.problem else _source_id_problems(source_id)
    if row.problem is None:
        details = InstrumentDetails(
            lat=_degrees("lat", texts, problems),
            lon=_degrees("lon", texts, problems),
            year=_year(texts, problems),
            **{name: texts[name] for name in _TEXTS},
        )
        problems += details.problems()
        if not problems:
            return ImportedRow(row.line, source_id, details, _digest(texts))
    return RefusedRow(row.line, source_id, tuple(problems))


def _source_id_problems(source_id: str) -> list[Problem]:
    if not source_id:
        return [Problem("invalid", N_("This must not be empty."), field="source_id")]
    if len(source_id) > LONGEST_SOURCE_ID:
        message = N_("This must not be longer than %(longest)s characters.")
        return [Problem("invalid", message, field="source_id", values={"longest": LONGEST_SOURCE_ID})]
    return []


def _degrees(name: str, texts: Mapping[str, str], problems: list[Problem]) -> float | None:
    text = texts[name]
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        problems.append(Problem("invalid", N_("This must be a number of degrees."), field=name))
        return 0.0  # a stand-in, so that this one mistake is told once
    return degrees


def _year(texts: Mapping[str, str], problems: list[Problem]) -> int | None:
    if not texts["year"]:
        return None
    if not _YEAR.fullmatch(texts["year"]):
        problems.append(Problem("invalid", N_("This must be a year such as 2019."), field="year"))
        return None
    return int(texts["year"])


def _digest(texts: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
