"""What people are told about webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.accounts.domain.roles import Role
from app.accounts.queries import people_of
from app.accounts.telling import tell

if TYPE_CHECKING:
    from datetime import datetime

    from app.webhooks.domain.cards import HookCard
    from app.webhooks.domain.states import WhyPaused

KEEPERS = (Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER, Role.OFFICER)


def tell_of_pause(hook: HookCard, why: WhyPaused, now: datetime) -> None:
    """Tell those who may resume a webhook that nothing is sent to it any more."""
    # The host alone: the rest of an address may be a secret, and mails travel far.
    values = {"ref": hook.ref, "host": urlsplit(hook.url).hostname, "why": str(why)}
    for person in people_of(hook.organisation_id, KEEPERS):
        key = f"{hook.ref}:paused:{now.isoformat()}:{person.id}"
        tell(person, template="webhook_paused", values=values, now=now, key=key)
