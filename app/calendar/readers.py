"""Which program reads a subscription, in words: what it is, how often it comes, and how often such do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext

from app.calendar.domain.clients import refreshed_every
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.calendar.queries.feeds import Subscription

_USUAL: Mapping[str, str] = {
    "Google Calendar": N_("usually every 8 to 24 hours"),
    "Outlook": N_("usually every 3 to 24 hours"),
    "Apple Calendar": N_("as often as its settings say, from 5 minutes to a week"),
    "Thunderbird": N_("usually every 30 minutes"),
    "DAVx5": N_("usually every 4 hours"),
    "ICSx5": N_("usually every day"),
}
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """A program's name as it is known, how often it was seen to come, and what is usual; "" where unknown."""

    client: str
    observed: str
    usual: str


def reader_of(subscription: Subscription) -> ReaderWords:
    """Return what is known of the program that read a subscription last."""
    client, every = subscription.client or "", refreshed_every(subscription.uses)
    usual = _USUAL.get(client)
    return ReaderWords(client, _every(every) if every else "", gettext(usual) if usual else "")


def _every(length: timedelta) -> str:
    if length < _HOUR:
        number = max(1, round(length / timedelta(minutes=1)))
        return ngettext("about every minute", "about every %(num)s minutes", number)
    if length < 2 * _DAY:
        return ngettext("about every hour", "about every %(num)s hours", round(length / _HOUR))
    return ngettext("about every day", "about every %(num)s days", round(length / _DAY))
