"""Which program reads a feed, by what it says of itself, and how often such a program comes."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LONGEST = 100
#: What is found in a User-Agent, first come first served: some name others that they behave like.
_KNOWN = (
    ("google-calendar-importer", "Google Calendar"),
    ("dingtalk", "DingTalk"),
    ("feishu", "Feishu"),
    ("lark", "Feishu"),
    ("outlook", "Outlook"),
    ("microsoft.exchange", "Outlook"),
    ("exchange", "Outlook"),
    ("thunderbird", "Thunderbird"),
    ("lightning", "Thunderbird"),
    ("davx5", "DAVx5"),
    ("icsx5", "ICSx5"),
    ("vdirsyncer", "vdirsyncer"),
    ("evolution", "Evolution"),
    ("korganizer", "KOrganizer"),
    ("akonadi", "KOrganizer"),
    ("nextcloud", "Nextcloud"),
    ("calendaragent", "Apple Calendar"),
    ("calendarstore", "Apple Calendar"),
    ("dataaccessd", "Apple Calendar"),
    ("ical/", "Apple Calendar"),
    ("curl/", "curl"),
    ("python-requests", "Python"),
    ("mozilla/", "Web browser"),
)


def client_name(user_agent: str) -> str:
    """Return the short name of a known program, else what it says of itself, without what is not to be seen.

    At most LONGEST characters.
    """
    said = user_agent.lower()
    for sign, name in _KNOWN:
        if sign in said:
            return name
    return " ".join("".join(each if each.isprintable() else " " for each in user_agent).split())[:LONGEST]


def refreshed_every(uses: Sequence[datetime]) -> timedelta | None:
    """Return the median time between uses, or None where there were fewer than three."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(uses)]
    return timedelta(seconds=median(gaps)) if len(gaps) > 1 else None
