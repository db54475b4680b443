"""What the case pages show. Who opened a case, and who spoke in it, is for officers to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.machines import actions
from app.kernel.text import N_
from app.voucher.cases.opening import SUBJECT
from app.voucher.domain.cases import CASE, CaseState
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.voucher.domain.cases import CaseAction, CaseCard

DONE: Mapping[str, str] = {
    "receive": N_("Money came back"),
    "object": N_("Another objection"),
    "let-go": N_("Nothing is asked back any more"),
    "lift-sanction": N_("Sanction lifted"),
}


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case ready for its page."""

    case: CaseCard
    actions: tuple[CaseAction, ...]
    is_officer: bool
    is_owed: bool
    may_lift: bool
    history: tuple[Happened, ...]


def case_view(case: CaseCard, *, is_officer: bool, now: datetime) -> CaseView:
    """Return a case as its page shows it to one side. One query."""
    events = happened(history(SUBJECT, case.ref), DONE)
    return CaseView(
        case=case,
        actions=actions(CASE, case.state) if is_officer else (),
        is_officer=is_officer,
        is_owed=case.state is CaseState.UPHELD and case.still_owed.is_positive,
        may_lift=is_officer and case.bars_on(voucher_day(now)),
        history=events if is_officer else tuple(replace(each, actor_name="") for each in events),
    )
