"""What other terms would have meant for a programme's last quarter, before they are put in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.voucher.domain.effects import Effect, effect_on_grants, effect_on_holds
from app.voucher.queries.past import granted_before, past_grants, past_holds

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
    """Judge a programme's holds and grants of the last quarter under `terms`; three queries, no write."""
    since = now - LAST_QUARTER
    grants = past_grants(programme.id, since, most=MOST)
    return Preview(
        since=since,
        holds=effect_on_holds(terms, past_holds(programme.id, since, most=MOST)),
        grants=effect_on_grants(terms, programme, grants, granted_before(programme.id, since)),
    )
