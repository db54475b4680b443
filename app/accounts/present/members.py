"""The members page: how much it shows, and the organisation's history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.organisations import SUBJECT
from app.infra.events import history
from app.infra.happenings import happened
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.infra.happenings import Happened

PAGE_SIZE = 30
MOST_INVITATIONS = 50
MOST_HAPPENINGS = 30
DONE = {
    "found": N_("Entered into the pool"),
    "invite": N_("Invited"),
    "revoke_invitation": N_("Invitation revoked"),
    "join": N_("Joined"),
    "change_roles": N_("Roles changed"),
    "remove_member": N_("Removed"),
}


def organisation_history(organisation_id: int) -> tuple[Happened, ...]:
    """Return what happened lately to the organisation's people."""
    return happened(history(SUBJECT, str(organisation_id)), DONE)[-MOST_HAPPENINGS:]
