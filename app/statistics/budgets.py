"""What programmes had done with their budgets by the end of each month, out of the ledger's movements."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.kernel.names import Name
from app.kernel.steps import Step
from app.statistics.domain.figures import Audience, Key
from app.statistics.domain.reports import Reading, Row
from app.voucher.domain.ledger import Reason
from app.voucher.queries import burn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.statistics.domain.reports import Question
    from app.voucher.queries.burn import BurningProgramme, Movement

_FROM_HELD = (Reason.CAPTURE, Reason.REMAINDER, Reason.RELEASE, Reason.EXPIRE)
_CLAIMED, _TO_BUDGET = "claimed", "to_budget"
Sums = Counter[str]


def read_budgets(question: Question) -> Reading:
    """Return a row for each programme and month; everybody is told the last month only. Three statements."""
    until = question.period.span.end
    programmes = burn.burning_programmes(until, question.within)
    moved = _by_month(burn.movements(until, question.within), burn.claimed(until, question.within))
    months = question.period.steps(Step.MONTH)
    told = months[-1:] if question.audience is Audience.PUBLIC else months
    rows = [row for each in programmes for row in _rows(each, told, moved.get(each.id, {}))]
    names = {each.ref: Name.alike(each.name) for each in programmes}
    return Reading(rows, (Key.PROGRAMME, Key.STEP), names)


def _by_month(
    movements: Iterable[Movement], claimed: Mapping[tuple[int, str], int]
) -> dict[int, dict[str, Sums]]:
    found: dict[int, dict[str, Sums]] = {}
    for each in movements:
        sums = found.setdefault(each.programme_id, {}).setdefault(each.month, Counter())
        sums[each.reason] += each.minor
        if each.is_to_budget and each.reason is not Reason.APPROPRIATE:
            sums[_TO_BUDGET] += each.minor
    for (programme, month), minor in claimed.items():
        found.setdefault(programme, {}).setdefault(month, Counter())[_CLAIMED] += minor
    return found


def _rows(programme: BurningProgramme, months: list[str], moved: Mapping[str, Sums]) -> list[Row]:
    rows = []
    for month in months:
        so_far: Sums = Counter()
        for each, sums in moved.items():
            if each <= month:
                so_far.update(sums)
        if so_far:
            rows.append(Row((programme.ref, month), _values(so_far), programme.enterprises))
    return rows


def _values(moved: Sums) -> tuple[int, ...]:
    return (
        moved[Reason.ISSUE],
        moved[Reason.HOLD] - sum(moved[each] for each in _FROM_HELD),
        moved[Reason.CAPTURE],
        moved[_CLAIMED],
        moved[Reason.PAY_OUT] - moved[Reason.BANK_RETURN] - moved[Reason.CLAWBACK],
        moved[Reason.APPROPRIATE] - moved[Reason.ISSUE] + moved[_TO_BUDGET],
    )
