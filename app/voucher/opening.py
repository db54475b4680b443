"""A programme created and opened in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.voucher.domain.states import ProgrammeAction
from app.voucher.programmes import act_on_programme, create_programme

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.programmes import ProgrammeDraft


def open_at_once(draft: ProgrammeDraft, *, by: Actor, now: datetime) -> int:
    """Create a programme of the officer's own region and open it; return its id.

    Raises Forbidden for another region's.
    """
    programme_id = create_programme(draft, by=by, now=now)
    act_on_programme(programme_id, ProgrammeAction.OPEN, by=by, now=now)
    return programme_id
