"""An invitation into an organisation: how far it has come, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Conflict
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.roles import Role


class InvitationState(StrEnum):
    """A pending one whose time is over stays pending, and does nothing any more."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class InvitationAction(StrEnum):
    """The invited person accepts, a manager revokes (also by inviting the same address anew)."""

    ACCEPT = "accept"
    REVOKE = "revoke"


INVITATION: Mapping[tuple[InvitationState, InvitationAction], InvitationState] = {
    (InvitationState.PENDING, InvitationAction.ACCEPT): InvitationState.ACCEPTED,
    (InvitationState.PENDING, InvitationAction.REVOKE): InvitationState.REVOKED,
}


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """An invitation as the organisation's manager sees it; `email` is whom it was sent to."""

    id: int
    organisation_id: int
    email: str
    roles: tuple[Role, ...]
    state: InvitationState
    invited_by: int
    created_at: datetime
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Tell whether it can be accepted."""
        return self.state is InvitationState.PENDING and now < self.expires_at


def after(state: InvitationState, action: InvitationAction) -> InvitationState:
    """Return the next state; Conflict `illegal_transition` when there is none."""
    try:
        return INVITATION[state, action]
    except KeyError:
        raise Conflict(
            "illegal_transition",
            N_("This invitation is %(state)s, so nothing can be done with it any more."),
            state=state,
        ) from None
