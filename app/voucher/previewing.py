"""What other terms would have meant for a programme's last quarter, before they are put in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.voucher.domain.effects import Effect, effect_on_grants, effect_on_holds
from app.voucher.domain.policy import CapCounts
from app.voucher.queries.past import granted_before, grants_made, groups_granted, holds_made

if TYPE_CHECKING:
    from datetime import datetime

    from app.voucher.domain.cards import ProgrammeCard
    from app.voucher.domain.policy import Policy

LAST_QUARTER = timedelta(days=90)
MOST = 10_000
"""How many holds, and how many grants, are judged again; the newest."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would have become of the holds and grants since a moment."""

    since: datetime
    holds: Effect
    grants: Effect

    @property
    def is_cut(self) -> bool:
        """Tell whether there was more than is looked at."""
        return MOST in (self.holds.looked_at, self.grants.looked_at)


def preview_terms(programme: ProgrammeCard, terms: Policy, now: datetime) -> Preview:
    """Judge a programme's holds and grants of the last quarter under `terms`; no write.

    Three queries, and one more where a control group shares the cap.
    """
    since = now - LAST_QUARTER
    grants = grants_made(programme.id, since, most=MOST)
    in_groups = terms.cap_counts is CapCounts.CONTROL_GROUP
    groups = groups_granted(programme.id) if in_groups else {}
    return Preview(
        since=since,
        holds=effect_on_holds(terms, holds_made(programme.id, since, most=MOST)),
        grants=effect_on_grants(terms, programme, grants, granted_before(programme.id, since), groups),
    )
