"""How somebody's bookings reach their calendar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CalendarWay(StrEnum):
    """By invitations in the mails, by a subscription alone, or by both."""

    MAIL = "mail"
    FEED = "feed"
    BOTH = "both"


class KeeperInvitations(StrEnum):
    """Whether who keeps instruments is invited to what others book on them."""

    NONE = "none"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What somebody chose, or what holds until they do."""

    way: CalendarWay = CalendarWay.BOTH
    as_keeper: KeeperInvitations = KeeperInvitations.NONE

    @property
    def is_invited(self) -> bool:
        """Tell whether the mails about their own bookings carry an invitation."""
        return self.way is not CalendarWay.FEED
