"""When a region may leave: not before the services it has promised voucher money for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.pool.domain.cards import OpenHold

MOST_NAMED = 50


def first_free_day(holds: Sequence[OpenHold], today: date) -> date:
    """Return the first day on which a region may be gone: after its last open hold, and not before today."""
    return max([today, *(hold.service_on + timedelta(days=1) for hold in holds)])


def leaving_problems(on: date, today: date, holds: Sequence[OpenHold]) -> list[Problem]:
    """Return why a region may not be gone from the day `on`; `holds` are those for services then or later."""
    problems = past_problems(on, today)
    if holds:
        named = tuple(f"{hold.reference} ({hold.voucher_number})" for hold in holds[:MOST_NAMED])
        problems.append(
            Problem(
                "open_holds",
                N_("%(count)s holds are open for services on that day or later: %(holds)s."),
                field="on",
                fix=N_("Leave on %(first)s, the day after the last of them, or wait until they are settled."),
                values={"count": len(holds), "holds": named, "first": first_free_day(holds, today)},
            )
        )
    return problems


def past_problems(on: date, today: date) -> list[Problem]:
    """Return the refusal of a day that is over: nothing is decided backwards."""
    if on >= today:
        return []
    return [
        Problem(
            "retroactive",
            N_("No decision counts for days that are over."),
            field="on",
            fix=N_("Give today or a later day."),
        )
    ]
