"""The dry run of a table of instruments: each refused cell with its row, its column, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.booking.publishing.loading import kept_file
from app.kernel.text import N_
from app.pool.importing import IN_CHINESE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.publishing.loading import KeptFile
    from app.kernel.errors import Problem
    from app.pool.importing import RefusedRow

MOST_ROWS, MOST_REFUSED = 20, 200

#: What to do about a cell of a column, where its problem does not say.
FIXES: Mapping[str, str] = {
    "source_id": N_("Give each instrument a number of its own, such as your asset number."),
    "name": N_("Write what the instrument is called."),
    "year": N_("Write four digits, such as 2019, or leave it empty."),
    "lat": N_("Write degrees such as 31.15, or leave both empty."),
    "lon": N_("Write degrees such as 121.12, or leave both empty."),
    "link": N_("Begin with https://, or leave it empty."),
}
SHORTEN = N_("Shorten the text, or move it into the description.")
LOOK = N_("Compare the row with the template.")


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """What is wrong with a row: `column` as it is headed in both languages, or None for the whole row."""

    line: int
    column: str | None
    heading_zh: str | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class LoadPage:
    """The dry run as a page shows it; `more_refused` cells are not listed."""

    file: KeptFile
    refused: tuple[RefusedCell, ...]
    more_refused: int

    @property
    def has_good_rows(self) -> bool:
        """Tell whether loading would do anything."""
        report = self.file.foreseen.report
        return report.added + report.updated > 0


def load_page(ref: str, *, by: Actor, now: datetime) -> LoadPage:
    """Gather the page. Raises NotFound, Forbidden."""
    file = kept_file(ref, by=by, now=now, most_rows=MOST_ROWS)
    cells = [cell for row in file.foreseen.report.refused for cell in _cells(row)]
    return LoadPage(file, tuple(cells[:MOST_REFUSED]), max(0, len(cells) - MOST_REFUSED))


def _cells(row: RefusedRow) -> list[RefusedCell]:
    return [
        RefusedCell(row.line, problem.field, IN_CHINESE.get(problem.field or ""), _with_fix(problem))
        for problem in row.problems
    ]


def _with_fix(problem: Problem) -> Problem:
    if problem.fix:
        return problem
    if "longest" in problem.values:
        return replace(problem, fix=SHORTEN)
    return replace(problem, fix=FIXES.get(problem.field or "", LOOK))
