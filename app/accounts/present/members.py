"""The members page: how much it shows, and the organisation's history in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.accounts.organisations import SUBJECT
from app.accounts.queries import people
from app.accounts.queries.invitations import invited
from app.infra.events import history
from app.infra.happenings import happened
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.accounts.domain.actor import PersonCard
    from app.infra.happenings import Happened

PAGE_SIZE = 30
MOST_INVITATIONS = 200  # more than anybody may send in a few days
MOST_HAPPENINGS = 30
DONE = {
    "found": N_("Entered into the pool"),
    "invite": N_("Invited"),
    "revoke_invitation": N_("Invitation revoked"),
    "join": N_("Joined"),
    "change_roles": N_("Roles changed"),
    "remove_member": N_("Removed"),
    "give_role": N_("Role given"),
    "take_role": N_("Role taken"),
}


def organisation_history(organisation_id: int) -> tuple[Happened, ...]:
    """Return what happened lately to the organisation's people, each named as they are called now."""
    events = history(SUBJECT, str(organisation_id))[-MOST_HAPPENINGS:]
    names = people({event.data["person"] for event in events if "person" in (event.data or {})})
    addresses = invited({event.data["invitation"] for event in events if "invitation" in (event.data or {})})
    return tuple(
        replace(line, reason=_whom(event.data or {}, names, addresses))
        for line, event in zip(happened(events, DONE), events, strict=True)
    )


def _whom(
    data: Mapping[str, int], names: Mapping[int, PersonCard], addresses: Mapping[int, str]
) -> str | None:
    if "person" in data:
        return names[data["person"]].name
    return addresses.get(data["invitation"]) if "invitation" in data else None
